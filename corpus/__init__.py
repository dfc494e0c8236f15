"""Documents in, facts and passages out.

`corpus` reads what others wrote: DMP's assessment reports and earlier price notes, as PDF, Word, text or
HTML. It knows nothing of the note being drafted. Decisions that hold here:

* A document is immutable and named by the SHA-256 of its bytes, so a citation can always be checked.
* What cannot be read is said (a warning, a refusal), never guessed.
* PDF and Word libraries are imported in `reading/` only, Chroma in `vectors/chroma.py` only.
"""

from pathlib import Path

ROOT = Path(__file__).parents[1]  # where the program's own folders stand: its packages, prompts and samples
