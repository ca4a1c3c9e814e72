"""Large values, moved out of Temporal's history by content hash."""

from datetime import datetime

from data.models.base import Row, amount, binary, moment_made, word_key


class Blob(Row, table=True):
    """`hash` is the SHA-256 (hex) of `data`, so the same value is kept once."""

    __tablename__ = "blobs"

    hash: str = word_key()
    data: bytes = binary()
    size: int = amount()
    created_at: datetime = moment_made()
