"""Files: read and written inside the data folder, and nowhere else."""

import os

import pytest
from temporalio.exceptions import ApplicationError

ROWS = [{"id": "A1", "late": True, "days": 2}, {"id": "Ä2", "note": 'a "b", c\nd'}]


async def test_json_comes_back_as_it_was_written(run, folder):
    data = {"ä": [1, 2.5, None, True], "n": {"deep": "x"}}
    assert (await run("write_json", {"path": "out/a.json", "data": data}))["path"] == "out/a.json"
    assert await run("read_json", {"path": "out/a.json"}) == {"path": "out/a.json", "data": data}
    assert [file.name for file in (folder / "out").iterdir()] == ["a.json"]


async def test_csv_of_objects_has_the_columns_of_all_rows(run, folder):
    assert await run("write_csv", {"path": "late.csv", "rows": ROWS}) == {"path": "late.csv", "rows": 2}
    assert (folder / "late.csv").read_text().splitlines()[:2] == ["id,late,days,note", "A1,true,2,"]
    assert (await run("read_csv", {"path": "late.csv"}))["rows"] == [
        {"id": "A1", "late": "true", "days": "2", "note": ""},
        {"id": "Ä2", "late": "", "days": "", "note": 'a "b", c\nd'},
    ]


async def test_csv_with_chosen_columns_and_delimiter(run, folder):
    arguments = {"path": "a.csv", "rows": ROWS, "columns": ["days", "id"], "delimiter": ";"}
    await run("write_csv", arguments)
    assert (folder / "a.csv").read_text() == "days;id\n2;A1\n;Ä2\n"


async def test_csv_of_lists_has_no_header(run):
    await run("write_csv", {"path": "a.csv", "rows": [[1, "x"], [None, [2]]]})
    assert (await run("read_csv", {"path": "a.csv", "header": False}))["rows"] == [["1", "x"], ["", "[2]"]]


async def test_csv_without_rows_is_an_empty_file(run, folder):
    assert await run("write_csv", {"path": "a.csv", "rows": []}) == {"path": "a.csv", "rows": 0}
    assert (folder / "a.csv").read_text() == ""
    assert (await run("read_csv", {"path": "a.csv"}))["rows"] == []


async def test_files_of_other_programs_are_read(run, folder):
    (folder / "excel.csv").write_bytes("\ufeffid,name\r\n1,Zoë\r\n\r\n".encode())
    assert (await run("read_csv", {"path": "excel.csv"}))["rows"] == [{"id": "1", "name": "Zoë"}]


@pytest.mark.parametrize("name", ["read_json", "write_json", "read_csv", "write_csv"])
@pytest.mark.parametrize(
    "path",
    ["../secret.json", "a/../../secret.json", "/etc/passwd", "link/secret.json", "loop", ".", " ", "a\0b"],
)
async def test_nothing_outside_the_folder_is_touched(run, folder, name, path):
    (folder / "link").symlink_to("..")
    (folder / "loop").symlink_to("../secret.json")
    arguments = {"path": path} | {"write_json": {"data": 1}, "write_csv": {"rows": []}}.get(name, {})
    with pytest.raises(ApplicationError) as caught:
        await run(name, arguments)
    assert caught.value.type == "FileAccess"
    assert caught.value.non_retryable
    assert (folder.parent / "secret.json").read_text() == '"secret"'


async def test_links_within_the_folder_are_followed(run, folder):
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    await run("write_json", {"path": "link/a.json", "data": 1})
    assert (folder / "real/a.json").exists()


@pytest.mark.parametrize(
    ("name", "content", "type"),
    [
        ("read_json", b"{broken", "FileFormat"),
        ("read_json", b"[NaN]", "FileFormat"),
        ("read_json", b"\xff\xfe\x00", "FileFormat"),
        ("read_csv", b"a,b\n1\n", "FileFormat"),
        ("read_csv", b'a,b\n"1,2\n', "FileFormat"),
        ("read_csv", None, "FileNotFound"),
        ("read_json", None, "FileNotFound"),
    ],
)
async def test_a_file_that_is_not_what_it_should_be(run, folder, name, content, type):
    if content is not None:
        (folder / "file").write_bytes(content)
    with pytest.raises(ApplicationError, match="file") as caught:
        await run(name, {"path": "file"})
    assert caught.value.type == type


async def test_a_file_that_is_too_large_is_not_loaded(run, folder):
    with (folder / "big").open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(ApplicationError) as caught:
        await run("read_json", {"path": "big"})
    assert caught.value.type == "FileTooLarge"


async def test_a_failed_write_leaves_the_old_file_whole(run, folder, monkeypatch):
    await run("write_json", {"path": "a.json", "data": "old"})

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ApplicationError, match="No space left"):
        await run("write_json", {"path": "a.json", "data": "new"})
    assert (await run("read_json", {"path": "a.json"}))["data"] == "old"
    assert [file.name for file in folder.iterdir()] == ["a.json"]
