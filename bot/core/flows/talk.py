"""Everything that is not about contact: greetings, thanks, off topic, things that are not text, and the unclear."""

from bot.core.flows import grief
from bot.core.labels import Label
from bot.core.messages import Attachment, AttachmentKind, Rows, Words
from bot.core.turn import Scene

MOODS = ("bye", "thanks", "who", "how")
"""How a social message is told apart, by the patterns of content; a greeting where none of these is in it."""


def social(scene: Scene, words: Words | None) -> None:
    """A human line and the ways in."""
    text = words.text if words else ""
    mood = next((mood for mood in MOODS if scene.sounds(f"social_{mood}", text)), "hello")
    first = "" if scene.talk.greeted else scene.line("first.note")
    scene.set_talk(greeted=True)
    rows = () if mood in {"bye", "thanks"} else menu(scene)
    scene.say(scene.line(f"social.{mood}"), first, rows=rows)


def other(scene: Scene, words: Words | None) -> None:
    """Off topic, gibberish, a lone number: a human line and the ways in."""
    scene.understand()
    scene.keep_choices()
    empty = words is None or not any(char.isalnum() for char in words.text)
    scene.say(scene.line("other.emoji" if empty else "other.line"), rows=menu(scene))


def menu(scene: Scene) -> Rows:
    """The ways in that fit everybody."""
    return (
        (scene.button("means", Label.URGE.value, label=scene.library.label("means_urge")),),
        (
            scene.button("means", Label.SLIP.value, label=scene.library.label("means_slip")),
            scene.button(
                "means", Label.EX_CONTACT.value, label=scene.library.label("means_ex_contact")
            ),
        ),
        (
            scene.button("means", Label.GRIEF.value, label=scene.library.label("means_grief")),
            scene.button("questions"),
        ),
    )


OPTIONS = 4


def asks_privacy(scene: Scene, words: Words) -> bool:
    """True where they ask what is kept of their words, or who can read them."""
    return scene.sounds("asks_privacy", words.text)


def unsure(scene: Scene, *, goes_on: bool = False) -> None:
    """A kind line that fits all of them, and the likeliest readings as buttons; never a guess.

    Where it `goes_on` with what was just told the line listens and does not ask.
    """
    scene.understand()
    scene.keep_choices()
    reading = scene.reading
    foreign = reading is not None and reading.foreign
    labels = [label for label in (reading.options if reading else ()) if label in ASKABLE]
    for label in (Label.URGE, Label.SLIP, Label.EX_CONTACT, Label.GRIEF):
        if label not in labels and len(labels) < OPTIONS - 1:
            labels.append(label)
    buttons = [
        scene.button("means", label.value, label=scene.library.label(f"means_{label.value}"))
        for label in labels[:OPTIONS]
    ]
    rows = (*((button,) for button in buttons), (scene.button("means_else"),))
    first = "" if scene.talk.greeted else scene.line("first.note")
    scene.set_talk(greeted=True)
    key = "unsure.foreign" if foreign else "unsure.more" if goes_on else "unsure.line"
    scene.say(scene.line(key), first, rows=rows)


ASKABLE = frozenset(
    {
        Label.SLIP,
        Label.EX_OPEN,
        Label.EX_CONTACT,
        Label.MUST_CONTACT,
        Label.URGE,
        Label.CHECKING,
        Label.RESISTED,
        Label.QUESTION,
        Label.GRIEF,
    }
)
"""What a button may offer as a reading."""


def means_else(scene: Scene, _ref: str) -> None:
    """None of them: in their own words, once more, and where people are if it is bad."""
    rows = ((scene.button("sos_show"), scene.button("letter_new")),)
    scene.say(scene.line("unsure.else"), rows=rows)


ATTACHED = {
    AttachmentKind.VOICE: "media.voice",
    AttachmentKind.PICTURE: "media.picture",
    AttachmentKind.STICKER: "media.sticker",
    AttachmentKind.VIDEO: "media.video",
}


def attachment(scene: Scene, sent: Attachment) -> None:
    """Says what it can and cannot take, with the ways in."""
    if sent.forwarded:
        forwarded(scene)
        return
    scene.say(scene.line(ATTACHED.get(sent.what, "media.other")), rows=menu(scene))


def forwarded(scene: Scene) -> None:
    """A forwarded message: is this from them?"""
    scene.ask("forwarded", minutes=30)
    rows = scene.rows("forward_theirs", "forward_mine", "forward_other")
    scene.say(scene.line("media.forwarded"), rows=rows)


def sad(scene: Scene) -> None:
    """Just sad."""
    grief.answer(scene)
