"""Made-up prose, the same for every run, with sentences that no other text has."""

from __future__ import annotations

import random

LETTERS = {
    "latin": "abcdefghijklmnoprstuvyz",
    "cyrillic": "абвгдежзиклмнопрстухцшя",
    "arabic": "ابتجحدرسصعغفقكلمنوي",
    "chinese": "".join(chr(0x4E00 + 7 * step) for step in range(900)),
}


def sentences(count: int, *, script: str = "latin", seed: int = 1949) -> list[str]:
    """Sentences of made-up words, each ending with a stop."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(LETTERS[script], k=rng.randint(2, 9))) for _ in range(600)]
    between = "" if script == "chinese" else " "
    return [
        between.join(rng.choices(words, k=rng.randint(6, 14))).capitalize() + "."
        for _ in range(count)
    ]


def prose(paragraphs: int = 6, *, script: str = "latin", seed: int = 1949) -> list[str]:
    """Paragraphs of four sentences."""
    made = sentences(4 * paragraphs, script=script, seed=seed)
    return [" ".join(made[4 * i : 4 * i + 4]) for i in range(paragraphs)]
