import pytest

from engine.interpreter.joins import Verdict, verdict
from graph.definition import Join, JoinMode

ALL, REQUIRED, ANY = (Join(mode=mode) for mode in (JoinMode.ALL, JoinMode.ALL_REQUIRED, JoinMode.ANY))
TWO = Join(mode=JoinMode.N, count=2)


@pytest.mark.parametrize(
    ("join", "edges", "expected"),
    [
        (ALL, "L?", Verdict.WAIT),
        (ALL, "LD", Verdict.RUN),
        (ALL, "DD", Verdict.SKIP),
        (REQUIRED, "D?", Verdict.WAIT),
        (REQUIRED, "LD", Verdict.SKIP),
        (REQUIRED, "LL", Verdict.RUN),
        (ANY, "L??", Verdict.RUN),
        (ANY, "D??", Verdict.WAIT),
        (ANY, "DDD", Verdict.SKIP),
        (TWO, "L??", Verdict.WAIT),
        (TWO, "LL?", Verdict.RUN),
        (TWO, "LDD", Verdict.SKIP),
        (Join(mode=JoinMode.N), "L?", Verdict.RUN),
    ],
)
def test_a_join_decides_by_its_live_dead_and_unresolved_edges(
    join: Join, edges: str, expected: Verdict
) -> None:
    decided = verdict(join, live=edges.count("L"), unresolved=edges.count("?"), incoming=len(edges))
    assert decided is expected
