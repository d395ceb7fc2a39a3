"""Tables that were written read back as what they were written of."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies

from collective_impact.io._tables_in import read_tables
from collective_impact.io._tables_out import write_tables


@pytest.mark.parametrize("name", ["tables", "tables.xlsx"])
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(initiative=strategies.initiatives())
def test_written_tables_read_back(name, initiative):
    """Whatever an initiative holds, its tables hold it too, in a folder as in a workbook."""
    if name.endswith(".xlsx"):
        pytest.importorskip("openpyxl")
    with tempfile.TemporaryDirectory() as folder:
        reading = read_tables(write_tables(initiative, Path(folder) / name, disclose=True))
    assert () == tuple(reading.account)
    assert initiative == reading.initiative
