"""Good files become what the flows read; unusable ones are listed in full."""

from dataclasses import FrozenInstanceError

import pytest

from bot.core.content import Hours, Library, LineKind, Never, Span
from bot.core.errors import ContentError
from bot.core.person import Tone
from tests.library.conftest import Folder


def test_lines_buttons_and_commands_are_found_by_name(folder: Folder) -> None:
    library: Library = folder.load()

    assert [v.tone for v in library.variants("slip.contained")] == [Tone.PLAIN, Tone.WARM]
    assert library.label("held") == "I won't send it"
    assert library.typed("hold") == ("wait", "hold")
    assert library.typed("held") == ()
    assert library.command_help("urge") == "I want to text them"
    assert library.patterns("social_bye") == (r"\bbye\b",)
    assert library.patterns("nothing") == ()
    with pytest.raises(KeyError):
        library.variants("slip.nowhere")


def test_a_reframe_keeps_every_tag(folder: Folder) -> None:
    reframe = next(r for r in folder.load().reframes if r.id == "t1_pear")

    assert reframe.theme == "T"
    assert reframe.motives == {"closure"}
    assert reframe.rating == Span(low=0, high=8)
    assert reframe.days == Span(low=3, high=None)
    assert reframe.never == {Never.GRIEF}
    assert reframe.needs == {"held_days"}
    assert not reframe.for_checking


def test_the_file_called_checking_is_for_checking(folder: Folder) -> None:
    reframe = next(r for r in folder.load().reframes if r.id == "checking_window")

    assert reframe.for_checking
    assert reframe.theme == "own"
    assert reframe.rating == Span(low=0, high=10)


def test_an_act_is_safe_only_indoors_at_rest_and_without_hazards(folder: Folder) -> None:
    acts = {act.id: act for act in folder.load().acts}

    assert acts["socks"].safe
    assert not acts["block"].safe
    assert acts["block"].hours is Hours.DAY


def test_what_was_understood_has_its_lines_and_motives_alone_have_buttons(folder: Folder) -> None:
    library = folder.load()

    assert list(library.motives) == ["closure"]
    assert library.seen("closure") == library.motives["closure"].seen
    assert library.seen("night")[0].text == "It is late."
    with pytest.raises(KeyError):
        library.seen("left")


def test_help_lines_fall_back_on_the_directory(folder: Folder) -> None:
    library = folder.load()

    assert [line.name for line in library.help_lines(LineKind.CRISIS, "IE")] == ["Listening Line"]
    assert [line.name for line in library.help_lines(LineKind.CRISIS, "FR")] == ["The directory"]
    assert [line.name for line in library.help_lines(LineKind.CHILD, None)] == ["The directory"]


def test_words_that_yaml_takes_for_something_else_stay_words(folder: Folder) -> None:
    folder.write("buttons.yaml", "held: yes\nhold: 0800\n")
    library = folder.load()

    assert library.country_name("NO") == "Norway"
    assert library.country_name("FR") == "FR"
    assert library.label("held") == "yes"
    assert library.label("hold") == "0800"


def test_nothing_in_the_library_can_be_changed(folder: Folder) -> None:
    library = folder.load()

    with pytest.raises(TypeError):
        library.motives["x"] = library.motives["closure"]  # type: ignore[index]  # the point
    with pytest.raises(FrozenInstanceError):
        library.acts = ()  # type: ignore[misc]  # the point


def test_a_folder_that_is_not_there_is_named_with_its_setting(folder: Folder) -> None:
    empty = Folder(folder.content_dir / "elsewhere")

    with pytest.raises(ContentError) as raised:
        empty.load()

    assert len(raised.value.problems) == 1
    assert "UNSENT_CONTENT_DIR" in raised.value.problems[0]
    assert [error.reason for error in empty.check().errors] == ["this folder is missing"]


def test_loading_lists_all_that_makes_content_unusable(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained:\n  - You held {dayz} days.\n")
    folder.write("buttons.yaml", "held: I won't send it\n")
    folder.write("commands.yaml", "urge: [a]\nhelp: What I can do\n")
    (folder.path / "plans.yaml").unlink()

    with pytest.raises(ContentError) as raised:
        folder.load()

    text = str(raised.value)
    assert "slip.yaml:2: {dayz} is not known here; allowed here: {days}, {their}, {them}" in text
    assert "slip.yaml:1: lines are missing here: when; write each with its variants" in text
    assert "buttons.yaml:1: missing here: hold; write a button for each" in text
    assert "commands.yaml:1: a command is a list where a text belongs" in text
    assert "plans.yaml:1: this file is missing" in text
    assert len(raised.value.problems) == 5


def test_loading_does_not_judge_how_well_texts_are_written(folder: Folder) -> None:
    folder.write("countries.yaml", "IE: Ireland!\nNO: Norway\n")
    folder.write("lines/slip.yaml", "contained: ['Healing! {days}']\nwhen: ['Healing!']\n")

    assert folder.load().variants("slip.when")[0].text == "Healing!"
    assert folder.check().errors
