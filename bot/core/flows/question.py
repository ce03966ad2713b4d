"""Questions about no contact: an honest answer, the coach's claims said as his, no promise."""

from bot.core.flows.safety import danger
from bot.core.labels import Label
from bot.core.person import Mode
from bot.core.turn import Scene, in_rows
from bot.core.words import is_minor, respects_no

OFTEN = (
    "does_it_work",
    "how_long",
    "is_it_manipulative",
    "will_they_forget_me",
    "what_counts",
    "get_better",
)
RETURN_TOPICS = frozenset(
    {
        "will_they_come_back",
        "will_they_miss_me",
        "will_they_forget_me",
        "do_they_think_of_me",
        "half_the_cases",
        "is_hoping_allowed",
    }
)
"""Nothing on return or missing is said where somebody stands for a no, or the ex is dead."""
ADULT_TOPICS = frozenset({"sex_with_ex"})


def answer(scene: Scene) -> None:
    """The answer to the topic that was recognised, else the topics."""
    if danger.afraid_answer(scene, Label.QUESTION):
        return
    scene.understand()
    topic = scene.reading.topic if scene.reading else None
    if topic in scene.library.questions:
        tell(scene, topic or "")
        return
    scene.say(scene.line("question.which"), rows=_topic_rows(scene))


def _topic_rows(scene: Scene) -> tuple:  # type: ignore[type-arg]  # Rows
    known = [topic for topic in OFTEN if topic in scene.library.questions]
    buttons = [
        scene.button("topic", topic, label=scene.library.questions[topic].label) for topic in known
    ]
    return (*in_rows(buttons, 2), (scene.button("urge_new"), scene.button("not_meant", "last")))


def tell(scene: Scene, topic: str) -> None:
    """One of its answers."""
    question = scene.library.questions.get(topic)
    if question is None or (topic in ADULT_TOPICS and is_minor(scene)):
        scene.say(scene.line("question.which"), rows=_topic_rows(scene))
        return
    no_return = respects_no(scene) or scene.person.in_mode(Mode.THEY_DIED)
    if topic in RETURN_TOPICS and no_return:
        text = scene.line("question.their_no")
    else:
        text = scene.fill(scene.variant(f"question.{topic}", question.answers).text)
    rows = ((scene.button("questions"), scene.button("not_meant", "last")),)
    scene.say(text, rows=rows)


def more(scene: Scene, _ref: str) -> None:
    """What else is often asked."""
    scene.say(scene.line("question.which"), rows=_topic_rows(scene))
