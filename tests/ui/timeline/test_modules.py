"""The modules of the timeline without a browser: scale, ticks, bars and words."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_modules_keep_their_promises():
    ended = subprocess.run(["node", "--test", HERE], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
