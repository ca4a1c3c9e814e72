"""What errors say to people."""

from graph.errors import Unanswered, Unavailable
from ui import error_messages

REFUSED = Unavailable("PostgreSQL", "The database does not answer: connection to 127.0.0.1 failed")


def test_what_a_driver_says_stays_out_of_the_sentence_for_people() -> None:
    assert error_messages.sentence(REFUSED) == (
        "The database does not answer. Try again when the banner is gone; nothing was lost."
    )
    assert error_messages.explanation(REFUSED).startswith("The database does not answer. ")


def test_what_a_driver_says_stands_in_the_technical_line() -> None:
    assert error_messages.technical(REFUSED) == "Unavailable · PostgreSQL · connection to 127.0.0.1 failed"


def test_who_may_have_started_something_is_not_told_to_try_again() -> None:
    error = Unanswered("Temporal", "Temporal did not answer. Execution #1 may have started all the same.")
    assert error_messages.sentence(error) == error.message
