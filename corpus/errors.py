"""Errors that a user can mend: one line of bokmål each, caught once in `cli.py` and `app.py`."""

from __future__ import annotations


class UserError(Exception):
    """Something the user gave us cannot be used; nothing was written.

    Args:
        what: what is wrong, one sentence of bokmål without a value that could be secret.
        where: file, line, row or key, as the user would look it up.
        remedy: what to do, one sentence.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The whole message as one line: «where: what remedy»."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(f"{text} {self.remedy}".split())


class UnreadableDocument(UserError):
    """A document that cannot be read: encrypted, damaged, empty, too large or of another kind than said."""


class InvalidCase(UserError):
    """A case file that breaks the rules of the case file."""


class MissingRate(UserError):
    """No dated rate is known for a key on a date."""


class InvalidCalculation(UserError):
    """A calculation whose inputs make no sense; names the key."""


class NotEarnedBack(InvalidCalculation):
    """A cost that no duration within the discount table makes up for: there is no number, and nothing is wrong."""


class Refused(UserError):
    """The gate said no: a leak, a missing approval, or a missing right. Exit code 1, not 2.

    Args:
        reasons: why, one sentence each, where there may be several.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "", reasons: tuple[str, ...] = ()) -> None:
        self.reasons = reasons
        super().__init__(what, where=where, remedy=remedy)

    @property
    def line(self) -> str:
        return " ".join((super().line, *self.reasons))

    @property
    def listed(self) -> str:
        """The message with each reason on a line of its own."""
        return "\n".join((super().line, *(f"  - {reason}" for reason in self.reasons)))
