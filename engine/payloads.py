"""Payloads: how values travel through Temporal; large ones, and every definition, by content hash."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    EncodingPayloadConverter,
    ExternalStorage,
    JSONPlainPayloadConverter,
    StorageDriver,
    StorageDriverClaim,
    StorageDriverRetrieveContext,
    StorageDriverSelectContext,
    StorageDriverStoreContext,
)
from temporalio.exceptions import ApplicationError

# Temporal refuses payloads over 2 MiB and histories over 50 MiB; small values stay readable on its pages.
LARGEST_INLINE = 32 * 1024
LARGEST_VALUE = 32 * 1024 * 1024
_DEFINITION_ENCODING = "json/workflow-definition"


class BlobStore(Protocol):
    """Keeps bytes by their SHA-256 (hex); the same content may be put any number of times."""

    async def put(self, content_hash: str, content: bytes) -> None: ...

    async def get(self, content_hash: str) -> bytes | None: ...


class PinnedDefinition:
    """A definition as the first argument of an execution: it always travels by reference, however small."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document


def data_converter(blobs: BlobStore, *, cache_bytes: int = 64 * 1024 * 1024) -> DataConverter:
    """The converter that every client, worker and replay of an installation must share."""
    driver = _ContentStorage(blobs, cache_bytes)
    return DataConverter(
        payload_converter_class=_PayloadConverter,
        external_storage=ExternalStorage(
            drivers=[driver], driver_selector=driver.select, payload_size_threshold=0
        ),
    )


class _JsonConverter(JSONPlainPayloadConverter):
    """JSON as the database and every other language understand it; objects keep the order of their keys."""

    def to_payload(self, value: Any) -> Payload | None:
        # As UTF-8 and not as \u escapes: an unpaired surrogate, which the database refuses, must not pass.
        text = json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
        return Payload(metadata={"encoding": self.encoding.encode()}, data=text.encode())


class _DefinitionConverter(EncodingPayloadConverter):
    _json = _JsonConverter(encoding=_DEFINITION_ENCODING)

    @property
    def encoding(self) -> str:
        return _DEFINITION_ENCODING

    def to_payload(self, value: Any) -> Payload | None:
        return self._json.to_payload(value.document) if isinstance(value, PinnedDefinition) else None

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return self._json.from_payload(payload, type_hint)


class _PayloadConverter(CompositePayloadConverter):
    def __init__(self) -> None:
        defaults = DefaultPayloadConverter.default_encoding_payload_converters
        # The last one of an encoding counts: ours replaces the SDK's, which sorts the keys.
        super().__init__(_DefinitionConverter(), *defaults, _JsonConverter())


class _ContentStorage(StorageDriver):
    """Puts payloads into the blob store; remembers the recent ones, so that replay does not fetch them."""

    def __init__(self, blobs: BlobStore, cache_bytes: int) -> None:
        self._blobs = blobs
        self._recent = _Recent(cache_bytes)

    def name(self) -> str:
        return "content"

    def select(self, context: StorageDriverSelectContext, payload: Payload) -> StorageDriver | None:  # noqa: ARG002 (the SDK's signature)
        is_definition = payload.metadata["encoding"] == _DEFINITION_ENCODING.encode()
        return self if is_definition or len(payload.data) > LARGEST_INLINE else None

    async def store(
        self,
        context: StorageDriverStoreContext,  # noqa: ARG002 (the SDK's signature)
        payloads: Sequence[Payload],
    ) -> list[StorageDriverClaim]:
        return [await self._store(payload) for payload in payloads]

    async def retrieve(
        self,
        context: StorageDriverRetrieveContext,  # noqa: ARG002 (the SDK's signature)
        claims: Sequence[StorageDriverClaim],
    ) -> list[Payload]:
        return [Payload.FromString(await self._content(claim.claim_data["sha256"])) for claim in claims]

    async def _store(self, payload: Payload) -> StorageDriverClaim:
        # Deterministic: equal values must have equal hashes, whatever the order of the metadata.
        content = payload.SerializeToString(deterministic=True)
        if len(content) > LARGEST_VALUE:
            raise too_large(len(content))
        content_hash = hashlib.sha256(content).hexdigest()
        await self._blobs.put(content_hash, content)
        self._recent.add(content_hash, content)
        return StorageDriverClaim(claim_data={"sha256": content_hash})

    async def _content(self, content_hash: str) -> bytes:
        content = self._recent.get(content_hash)
        if content is None:
            content = await self._blobs.get(content_hash)
            if content is None or hashlib.sha256(content).hexdigest() != content_hash:
                # Not retryable: trying again would keep the execution stuck for ever.
                raise ApplicationError(
                    f"The stored value {content_hash} is gone or damaged",
                    type="ValueMissing",
                    non_retryable=True,
                )
            self._recent.add(content_hash, content)
        return content


class _Recent:
    """The blobs used last, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._contents: OrderedDict[str, bytes] = OrderedDict()

    def get(self, content_hash: str) -> bytes | None:
        if content_hash in self._contents:
            self._contents.move_to_end(content_hash)
        return self._contents.get(content_hash)

    def add(self, content_hash: str, content: bytes) -> None:
        if content_hash in self._contents or len(content) > self._limit:
            return
        self._contents[content_hash] = content
        self._size += len(content)
        while self._size > self._limit:
            _, oldest = self._contents.popitem(last=False)
            self._size -= len(oldest)


def too_large(size: int) -> ApplicationError:
    """The failure of a value that no store takes; trying again cannot mend it."""
    return ApplicationError(
        f"The value has {size:,} bytes; at most {LARGEST_VALUE:,} can be stored",
        type="ValueTooLarge",
        non_retryable=True,
    )
