import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """Not below pytest's own folder: started as root, the database runs as a user who may not enter there."""
    folder = Path(tempfile.mkdtemp(prefix="workflow-builder-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
