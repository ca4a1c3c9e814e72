"""What all models share: the naming convention and the few kinds of column there are."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy import types as sa_types
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

# Every FOREIGN KEY, CHECK and index has a name that a migration can say.
metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "unique_%(table_name)s_%(column_0_name)s",
        "ck": "check_%(table_name)s_%(constraint_name)s",
        "ix": "idx_%(table_name)s_%(column_0_name)s",
    }
)

_NOW = func.now()


class Row(SQLModel):
    """A row of a table; constructors check nothing, so only repositories call them."""

    metadata = metadata


class EnumText(sa_types.TypeDecorator[StrEnum]):
    """TEXT that reads as a StrEnum; a CHECK beside it keeps other words out."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: str | None, dialect: Any) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.words(value)


def key() -> Any:
    """A random primary key."""
    return Field(default_factory=uuid4, sa_column=_key_column())


def ordered_key() -> Any:
    """A time-ordered primary key (v7): tables that grow for ever insert at one end of their index."""
    return Field(default_factory=new_ordered_id, sa_column=_key_column())


def new_ordered_id() -> UUID:
    return uuid7()


def words(*, nullable: bool = False, default: str | None = None, unique: bool = False) -> Any:
    return Field(
        default=default,
        sa_column=Column(Text, nullable=nullable, unique=unique or None, server_default=_literal(default)),
    )


def generated_words(expression: str) -> Any:
    """Text that the database works out by itself."""
    return Field(default=None, sa_column=Column(Text, Computed(expression, persisted=True), nullable=False))


def word_list(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(ARRAY(Text), nullable=nullable))


def one_of(choices: type[StrEnum], *, nullable: bool = False, default: StrEnum | None = None) -> Any:
    """One word of an enumeration; the table needs `allowed(column, choices)` among its arguments."""
    return Field(
        default=default,
        sa_column=Column(EnumText(choices), nullable=nullable, server_default=_literal(default)),
    )


def allowed(column: str, choices: type[StrEnum]) -> CheckConstraint:
    """The CHECK that goes with `one_of`."""
    quoted = ", ".join(f"'{choice.value}'::text" for choice in choices)
    # The form in which PostgreSQL itself writes it down, so that a dump shows no difference.
    return CheckConstraint(f"{column} = ANY (ARRAY[{quoted}])", name=column)


def amount(*, nullable: bool = False, default: int | None = None) -> Any:
    """A count or a size, 64 bits."""
    return Field(
        default=default,
        sa_column=Column(
            BigInteger, nullable=nullable, server_default=None if default is None else text(str(default))
        ),
    )


def small_number(*, nullable: bool = True, default: int | None = None) -> Any:
    return Field(
        default=default,
        sa_column=Column(
            Integer, nullable=nullable, server_default=None if default is None else text(str(default))
        ),
    )


def milliseconds_between(start: str, end: str) -> Any:
    """A duration in ms that the database works out by itself."""
    expression = f"((EXTRACT(epoch FROM ({end} - {start})) * (1000)::numeric))::bigint"
    return Field(
        default=None, sa_column=Column(BigInteger, Computed(expression, persisted=True), nullable=True)
    )


def flag(*, default: bool | None = None, nullable: bool = False) -> Any:
    server = None if default is None else text("true" if default else "false")
    return Field(default=default, sa_column=Column(Boolean, nullable=nullable, server_default=server))


def json(*, nullable: bool = True, default: str | None = None, column: str | None = None) -> Any:
    """A JSON value (None is SQL's NULL); assign a new one, changes in place are not saved."""
    made: Column[Any] = Column(
        JSONB(none_as_null=True), nullable=nullable, server_default=_literal(default, "jsonb")
    )
    if column:
        made.name = column
    return Field(default=None, sa_column=made)


def moment(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=nullable))


def moment_made() -> Any:
    """When the row was made, or last changed: the database says."""
    column: Column[datetime] = Column(DateTime(timezone=True), nullable=False, server_default=_NOW)
    return Field(default=None, sa_column=column)


def binary(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(LargeBinary, nullable=nullable))


def link(target: str, *, ondelete: str = "RESTRICT", nullable: bool = False, primary: bool = False) -> Any:
    """A foreign key to `table.column`: CASCADE for what is owned, SET NULL for what may be absent."""
    foreign = ForeignKey(target, ondelete=ondelete, onupdate=None)
    return Field(default=None, sa_column=Column(Uuid, foreign, nullable=nullable, primary_key=primary))


def name_link(target: str, *, ondelete: str, unique: bool = False) -> Any:
    """A foreign key to a name that may be changed."""
    foreign = ForeignKey(target, ondelete=ondelete, onupdate="CASCADE")
    return Field(default=None, sa_column=Column(Text, foreign, nullable=False, unique=unique or None))


def identifier(*, nullable: bool = True) -> Any:
    """A UUID that is not a foreign key."""
    return Field(default=None, sa_column=Column(Uuid, nullable=nullable))


def word_key() -> Any:
    return Field(sa_column=Column(Text, primary_key=True))


def _key_column() -> Any:
    return Column(Uuid, primary_key=True, server_default=func.gen_random_uuid())


def _literal(value: str | None, type_name: str = "") -> Any:
    if value is None:
        return None
    quoted = "'" + re.sub("'", "''", value) + "'"
    return text(f"{quoted}::{type_name}" if type_name else quoted)
