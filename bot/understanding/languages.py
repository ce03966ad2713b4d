"""Tells whether a text is in a language that the reader has not learnt.

Owns a guess by scripts and by the commonest small words. It is wrong on single words and names, and says "not foreign"
in doubt: a wrong "foreign" tells somebody who wrote English that they were not understood.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
LOOKED_AT = 600
"""Characters; a language shows in its first lines."""
FEW = 3
"""Below so many different words only their script can tell."""
OWN_ENOUGH = 0.34
"""From this share of own small words on a text counts as own, whatever else is in it."""

_ENGLISH = frozenset(
    """
    the a an and or but so to of in on at for with from by up out about is are was were be been am im i me my
    you your he him his she her hers they them their it its we us our this that these those what who how why
    when where do does did dont didnt doesnt not no yes have has had ive can cant could would will wont just if
    then than as all any some more one two get got go going gone want need know think like miss love text texted
    call called still again now today night day back ex hi hey hello ok okay please thanks lol u r ur idk her
    shes hes said says tell told should really very much too here there because cause cos bc never ever only
    even me myself let lets make made gonna wanna feel feels sad help
    """.split()
)
_OTHERS = (
    frozenset(
        """
    y mucho mucha puedo tengo eres eso esto ni si ya nunca siempre hablar hacer sin donde nada amor ha
    que de la el los las una por para con pero como más mas está esta estoy quiero no me mi te lo se yo muy
    porque cuando hoy ayer ella él extraño hola gracias siento todo también je tu il elle nous vous les des une
    est suis pas ne que qui dans pour avec sur mais mon ma mes son sa ses ce cette c'est j'ai veux bonjour merci
    très plus encore lui écrire envie quand aussi eu você voce ele ela não nao uma com para mais mas meu minha
    muito quero estou saudade saudades obrigado obrigada isso também tambem hoje ontem porque sinto dele dela
    ich du er sie es wir ihr nicht und oder aber der die das den dem ein eine einen mit für fuer auf von zu ist
    bin war habe hat mir mich dich ihn ihm mein meine sehr auch noch schon nur wenn vermisse heute io tu lui lei
    noi non che di il lo gli un una con per ma mio mia sono è ho ha mi ti si molto più perché quando oggi ieri
    manca voglio ciao grazie anche ancora heeft hebben ik jij hij zij wij niet een het de van en maar met voor mijn heb
    ben was zo ook nog wel als mis wil saya aku kamu dia kami kita tidak nggak gak enggak yang dan di ke dari ini
    itu untuk dengan tapi sudah udah mau ingin rindu kangen sekali sama juga lagi apa banget ben sen o biz siz
    bir bu şu ve ama için icin ile çok cok değil degil özledim ozledim istiyorum var yok ne mı mi nasıl ona onu
    bana beni bugün ja ty on ona my wy nie tak się sie na do z ze jest jestem był była ale bardzo tęsknię
    tesknie chcę chce mnie mi go jej już juz co jak dlaczego dziś main mein mai tum woh wo hum hai hain tha thi
    nahi nahin mujhe mera meri uska uski usko bahut yaad aa raha rahi kya kyun kar karna chahta chahti aur lekin
    bhi abhi ako ikaw siya kami tayo ng mga sa na at ay hindi ko mo niya pero kasi gusto mahal lang pa din rin
    jag du han hon vi inte och att det är en ett på av för med som men har min mitt saknar vill mimi wewe yeye
    sisi ni na ya wa kwa lakini sana nataka hapana tôi em anh không và của là có cho với nhưng rất nhớ muốn
    """.split()
    )
    - _ENGLISH
)


def is_foreign(text: str, is_known: Callable[[str], bool]) -> bool:
    """True where a plain text is in another script, or its small words are another language's.

    `is_known` tells whether a word was met in training; one that was not points away from what was learnt.
    """
    start = text[:LOOKED_AT]
    if not start.isascii() and _is_of_another_script(start):
        return True
    words = [word.replace("'", "") for word in _WORD.findall(start)]
    if len(set(words)) < FEW:
        return False
    own = sum(1 for word in words if word in _ENGLISH)
    other = sum(1 for word in words if word in _OTHERS)
    unknown = sum(1 for word in words if not is_known(word))
    if own >= OWN_ENOUGH * len(words):
        return False
    return (other > own and (other + unknown) * 2 >= len(words)) or (
        own == 0 and unknown * 4 >= len(words) * 3
    )


def _is_of_another_script(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(1 for char in letters if _is_latin(char)) * 2 < len(letters)


@lru_cache(maxsize=1024)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")
