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
    agree: NDArray[np.bool_] = old == new
    apart = np.flatnonzero(~agree)
    letters = old[apart]
    kinds, which, counts = np.unique(
        (letters.astype(np.int64) << 32) | new[apart], return_inverse=True, return_counts=True
    )
    total = np.bincount(old, minlength=1)[kinds >> 32]
    spelling = (counts >= RECURS) & (counts >= USUALLY * total)
    agree[apart] = spelling[which]
    return agree
