"""No text, however strange, leaves its cell, its line or its script block."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from summarizer.report.payload import inert_json
from summarizer.write.cells import FORMULA_STARTS, csv_cell, whole
from summarizer.write.csv import CsvWriter

ANY = st.text(st.characters(), max_size=40)  # half surrogates included


@given(ANY)
def test_a_cell_comes_back_as_one_cell_that_runs_nothing(text):
    out = io.StringIO(newline="")
    CsvWriter(out, ["a", "b"]).write({"a": text, "b": 0})
    out.getvalue().encode("utf-8")
    ((_, _), (cell, zero)) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert zero == "0"
    assert cell == csv_cell(text)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell.removeprefix("'") == whole(text).removeprefix("'")


@given(ANY)
def test_offsets_hold_after_half_characters_were_replaced(text):
    assert len(whole(text)) == len(text)
    whole(text).encode("utf-8")


@given(st.recursive(ANY, lambda inner: st.lists(inner) | st.dictionaries(ANY, inner), max_leaves=8))
def test_a_script_block_holds_its_data_and_nothing_else(value):
    text = inert_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value
