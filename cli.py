"""The same work from a terminal."""


def main() -> None:
    """Entry of the `prisnotat` command."""
