"""Whether work grows no faster than its input, told apart from the noise of a busy machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: How much more than in proportion is let pass; quadratic work on four times the input takes four times more.
_TOLERANCE = 2.5
_SHORTEST = 0.01
_ATTEMPTS = 3


def is_linear(prepare: Callable[[int], Callable[[], object]], short: int, long: int) -> bool:
    """`prepare` makes the work on an input of a given length; only the work itself is timed. Noise makes work
    slower and never quicker, so one attempt within the bounds is enough."""
    prepare(short)()
    least = min(_seconds(prepare(short)) for _ in range(_ATTEMPTS))
    bound = max(least, _SHORTEST) * long / short * _TOLERANCE
    return any(_seconds(prepare(long)) < bound for _ in range(_ATTEMPTS))


def _seconds(work: Callable[[], object]) -> float:
    gc.disable()  # its walks over all that the process holds are none of the work
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()
