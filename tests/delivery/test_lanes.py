"""Who goes first, and how fast: pure, with times as arguments."""

from bot.core.messages import Lane, Say
from bot.core.ports import Outbound
from bot.delivery.lanes import Lanes
from bot.delivery.rate import WINDOW_S, Window


def reply(number: int, address: str = "1", lane: Lane = Lane.ANSWER) -> Outbound:
    outgoing = Say(text=str(number), lane=lane)
    return Outbound(id=number, person_id=address, address=address, outgoing=outgoing, lane=lane)


def drained(lanes: Lanes, now: float = 0.0) -> list[int]:
    """Everything that can go now, in its order, each settled at once."""
    found = []
    while (one := lanes.next(now)) is not None:
        found.append(one.id)
        lanes.note_sent(one.address, now)
        lanes.done(one, now)
    return found


def test_one_chats_replies_go_in_the_order_in_which_they_came_whatever_their_ids() -> None:
    lanes = Lanes(burst=None)
    for number in (900, 901, 30, 31, 500):
        lanes.put(reply(number), 0.0)

    assert drained(lanes) == [900, 901, 30, 31, 500]


def test_of_several_chats_the_one_that_waits_longest_goes_first() -> None:
    lanes = Lanes(burst=None)
    for place, number in enumerate((900, 30, 500)):
        lanes.put(reply(number, address=str(place)), 0.0)

    assert drained(lanes) == [900, 30, 500]


def test_safety_goes_before_answers_and_check_ins_last() -> None:
    lanes = Lanes(burst=None)
    for number, lane in enumerate(reversed(Lane)):
        lanes.put(reply(number, address=str(number), lane=lane), 0.0)

    assert lanes.ready_lane(0.0) is Lane.SAFETY
    assert drained(lanes) == [3, 2, 1, 0]


def test_a_chat_is_busy_until_its_reply_is_settled() -> None:
    lanes = Lanes(burst=None)
    lanes.put(reply(1), 0.0)
    lanes.put(reply(2), 0.0)
    first = lanes.next(0.0)

    assert lanes.next(0.0) is None
    assert first is not None
    lanes.done(first, 0.0)

    assert drained(lanes) == [2]


def test_what_is_tried_again_is_not_overtaken_in_its_chat() -> None:
    lanes = Lanes(burst=None)
    for number in (7, 3):
        lanes.put(reply(number), 0.0)
    first = lanes.next(0.0)
    assert first is not None
    lanes.retry(first, 0.0, after_s=2.0)

    assert drained(lanes, 1.0) == []
    assert drained(lanes, 2.0) == [7, 3]


def test_a_chat_gets_a_burst_and_then_one_a_second() -> None:
    lanes = Lanes(burst=3)
    for number in range(5):
        lanes.put(reply(number), 0.0)

    assert drained(lanes, 0.0) == [0, 1, 2]
    assert drained(lanes, 0.9) == []
    assert drained(lanes, 1.0) == [3]
    assert lanes.wait_s(1.0) == 1.0
    assert drained(lanes, 2.0) == [4]


def test_nothing_is_left_of_a_chat_that_is_gone() -> None:
    lanes = Lanes(burst=None)
    for number in range(3):
        lanes.put(reply(number), 0.0)
    sending = lanes.next(0.0)
    assert sending is not None
    lanes.drop_chat("1")
    lanes.retry(sending, 0.0, after_s=0.0)

    assert drained(lanes) == []
    assert len(lanes) == 0


def test_no_second_sees_more_than_the_limit() -> None:
    window = Window(30)
    now, sent = 0.0, []
    while now < 5.0:
        wait_s = window.wait_s(now)
        if wait_s > 0:
            now += wait_s + 1e-6
            continue
        window.note(now)
        sent.append(now)

    assert max(sum(at <= other < at + 1.0 for other in sent) for at in sent) == 30
    assert len(sent) >= 28 * 5


def test_in_a_rush_of_check_ins_an_answer_waits_for_the_next_gap_only() -> None:
    window = Window(30)
    now, longest = 0.0, 0.0
    while now < 5.0:
        longest = max(longest, window.wait_s(now))
        wait_s = window.wait_s(now, Lane.CHECK_IN)
        if wait_s > 0:
            now += wait_s + 1e-6
            continue
        window.note(now, Lane.CHECK_IN)

    assert longest <= (WINDOW_S - 1.0) + 2 / 30
