"""Letters that one text writes for those of the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.anchoring.normalising import Codes

#: Times a letter is replaced by another, and the least share of its occurrences that are, before
#: that counts as spelling and not as a mistake.
RECURS, USUALLY = 3, 0.5


def agreeing(old: Codes, new: Codes) -> NDArray[np.bool_]:
    """Which of the aligned letters agree: equal ones, and those that are spelling.

    So a text set in simplified Chinese, or in another orthography, agrees with its original
    without tables: what one letter regularly became is learnt from the two texts themselves.
    """
    kinds, which, counts = np.unique(
        (old.astype(np.int64) << 32) | new, return_inverse=True, return_counts=True
    )
    letters, totals = np.unique(old, return_counts=True)
    total = totals[np.searchsorted(letters, kinds >> 32)]
    spelling = (counts >= RECURS) & (counts >= USUALLY * total)
    agree: NDArray[np.bool_] = (old == new) | spelling[which]
    return agree
