"""Activities as a worker runs them: plain JSON in and out, in surroundings of the test's own."""

import pytest
from temporalio.testing import ActivityEnvironment

from engine.activities import Surroundings, activities_for


@pytest.fixture
def folder(tmp_path):
    """The data folder; a secret lies beside it."""
    (tmp_path / "secret.json").write_text('"secret"')
    files = tmp_path / "files"
    files.mkdir()
    return files


@pytest.fixture
def run(folder):
    """Runs an activity by its name."""

    async def run(name: str, arguments=None, *, smtp_url: str | None = None):
        surroundings = Surroundings(files=folder, smtp_url=smtp_url)
        functions = {
            function.__temporal_activity_definition.name: function
            for function in activities_for(surroundings)
        }
        return await ActivityEnvironment().run(functions[name], arguments)

    return run
