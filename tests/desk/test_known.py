"""The list of desks opened before, which several programs keep at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from factdesk import open_desk
from factdesk.desk import known_desks
from factdesk.desk.known import remember
from factdesk.errors import FactDeskError


def test_the_desk_opened_last_is_the_first(tmp_path):
    paths = [tmp_path / f"{name}.factdesk" for name in "abc"]
    for path in (*paths, paths[0]):
        open_desk(path).close()
    assert [path.stem for path in known_desks()] == ["a", "c", "b"]


def test_desks_opened_at_once_leave_a_whole_list_and_nothing_beside_it(tmp_path, user_folder):
    paths = [tmp_path / f"{n}.factdesk" for n in range(8)]
    for path in paths:
        path.touch()
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda n: (remember(paths[n % 8]), known_desks())[1], range(400)):
            assert found
            assert set(found) <= set(paths)
    assert [file.name for file in user_folder.iterdir()] == ["desks.json"]


@pytest.mark.parametrize("made", [True, False])
def test_a_desk_opens_where_the_list_cannot_be_kept(tmp_path, monkeypatch, made):
    home = tmp_path / "home-that-is-a-file"
    home.write_text("", encoding="utf-8")
    monkeypatch.setenv("FACTDESK_HOME", str(home))
    path = tmp_path / "mine.factdesk"
    if not made:
        monkeypatch.setenv("FACTDESK_HOME", str(home / "below"))
    with open_desk(path) as desk:
        assert desk.path == path
    open_desk(path).close()


def test_where_the_users_folder_cannot_be_made_the_sentence_says_how_to_name_another(tmp_path, monkeypatch):
    home = tmp_path / "home-that-is-a-file"
    home.write_text("", encoding="utf-8")
    monkeypatch.setenv("FACTDESK_HOME", str(home))
    assert known_desks() == []
    with pytest.raises(FactDeskError, match="set FACTDESK_HOME to a folder"):
        open_desk()
