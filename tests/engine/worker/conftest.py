"""Workers as processes of their own, on real servers."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.engine.worker.installation import Installation, installed


@pytest.fixture
def postgres_folder() -> Iterator[Path]:
    """A folder in which a PostgreSQL server of the test's own may live."""
    # pytest's own folders keep out the account that PostgreSQL runs as when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="workflow-builder-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
async def installation(
    database_url: str, temporal_address: str, tmp_path: Path
) -> AsyncIterator[Installation]:
    """An installation without a worker yet."""
    async with installed(database_url, temporal_address, tmp_path) as installation:
        yield installation
