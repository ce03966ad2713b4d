"""The floor of safety: what is found by expressions alone, and what is taken back."""

from pathlib import Path

import pytest

from bot.core.errors import ContentError
from bot.core.labels import Level, Risk
from bot.understanding.rules import SafetyRules, level_text

CONTENT = Path(__file__).parent.parent.parent / "content" / "en"


@pytest.fixture(scope="module")
def rules() -> SafetyRules:
    return SafetyRules.load(CONTENT)


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "i don't want to be alive anymore",
        "im going to end my life tonight",
        "wish i was dead",
        "I DON\u2019T WANT TO WAKE UP",
        "gonna kms fr",
        "they'd all be better off without me",
        "k\u200bill myself",
        "i am suicidal",
    ],
)
def test_plain_words_of_a_crisis_are_acted_on(rules: SafetyRules, text: str):
    assert rules.levels(text)[Risk.CRISIS] is Level.ACT


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("been cutting myself again", Risk.CRISIS),
        ("i feel like theres no reason to live", Risk.CRISIS),
        ("suicide is on my mind", Risk.CRISIS),
        ("biting my arm till it's purple, it calms me", Risk.CRISIS),
        ("the therapist asked and i lied to her, said i was fine", Risk.CRISIS),
        ("does god forgive if you end your own life", Risk.CRISIS),
        ("writing this from the ledge", Risk.CRISIS),
        ("woke up again. unfortunately", Risk.CRISIS),
        ("he hit me yesterday and he's coming back", Risk.DANGER),
        ("she threatened to post my nudes", Risk.DANGER),
        ("i'm afraid to go home", Risk.DANGER),
        ("I'm going to kill him", Risk.THREAT),
        ("gonna slash his tyres", Risk.THREAT),
        ("i put an airtag in her car", Risk.THREAT),
        ("he says he'll kill himself if i don't answer", Risk.EX_AT_RISK),
        ("my ex is suicidal and his phone is off", Risk.EX_AT_RISK),
    ],
)
def test_each_kind_of_danger_is_noticed_by_its_own_name(rules: SafetyRules, text: str, risk: Risk):
    assert rules.levels(text).get(risk, Level.NONE) >= Level.CHECK


@pytest.mark.parametrize(
    "text",
    [
        "i'm dying to text him",
        "this is killing me",
        "i could kill for a hug",
        "i'm not suicidal, just sad",
        "I don't want to die, I want to call her",
        "dead tired and my phone is dead",
        "my mum is going to kill me",
        "I watched Suicide Squad without him",
        "I cut my fringe at midnight",
        "stalking her insta again",
        "he hit me up on snap",
        "i'd never hurt him",
        "work as a nurse, took my meds this morning with tea",
        "scared she'll forget me",
        "cut myself shaving for the date",
        "burnt my hand on the oven making his favourite",
        "the cat scratched my arm again",
        "drinks on the roof bar with the girls, no phone",
        "my plants are suicidal",
        "hi",
    ],
)
def test_idioms_denials_and_titles_are_left_alone(rules: SafetyRules, text: str):
    assert rules.levels(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "quiero morir",
        "je veux mourir",
        "ich will nicht mehr leben",
        "\u043d\u0435 \u0445\u043e\u0447\u0443 \u0436\u0438\u0442\u044c",
        "\u6211\u60f3\u6b7b",
        "\u092e\u0930\u0928\u093e \u091a\u093e\u0939\u0924\u093e \u0939\u0942\u0901",
        "\u0623\u0631\u064a\u062f \u0623\u0646 \u0623\u0645\u0648\u062a",
        "quero morrer",
        "pengen mati",
        "\u0645\u0631\u0646\u0627 \u0686\u0627\u06c1\u062a\u0627 \u06c1\u0648\u06ba",
        "\u09ae\u09b0\u09a4\u09c7 \u099a\u09be\u0987",
    ],
)
def test_a_crisis_in_another_large_language_is_asked_about(rules: SafetyRules, text: str):
    assert rules.levels(text)[Risk.CRISIS] >= Level.CHECK


def test_one_low_line_in_a_long_story_is_found(rules: SafetyRules):
    story = "We went to the lake and it rained. " * 60
    text = f"{story}I want to kill myself. {story}"

    assert rules.levels(text)[Risk.CRISIS] is Level.ACT


def test_lists_with_mistakes_are_refused_with_every_mistake(tmp_path: Path):
    folder = tmp_path / "safety"
    folder.mkdir()
    (folder / "crisis.yaml").write_text(
        "risk: crisis\nrules:\n  - {expression: '(', level: act, why: x}\n"
        "  - {expression: a, level: maybe, why: x}\n  - {expression: b, level: act}\n",
        encoding="utf-8",
    )
    (folder / "danger.yaml").write_text("risk: dnager\nrules: []\n", encoding="utf-8")
    (folder / "threat.yaml").write_text("rules: [", encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        SafetyRules.load(tmp_path)

    told = str(refused.value)
    for part in (
        "entry 1",
        "maybe",
        "entry 3",
        "dnager",
        "threat.yaml",
        "ex_at_risk.yaml",
        "lowering.yaml",
    ):
        assert part in told


@pytest.mark.parametrize(
    "text",
    [
        "i " * 4000,
        "i want to " * 800,
        "\u0301" * 5000,
        "a" * 8000,
        "he will " * 900,
        "he she they " * 700,
        "just " * 1600,
    ],
)
def test_no_text_makes_the_expressions_run_away(rules: SafetyRules, text: str):
    # A runaway expression would not end within the life of this test run.
    assert isinstance(rules.levels(text), dict)


def test_the_levelled_text_has_no_apostrophes_and_one_kind_of_stop():
    assert level_text("Don\u2019t... go!\nPlease?") == "dont . go . please ."
