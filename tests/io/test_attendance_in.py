"""Attendance: what the marks of a house mean, and what is said of a row that names no meeting."""

import collective_impact as ci


def test_the_marks_of_a_grid_can_be_explained():
    """Each house has its own: by the name of the table for all days, or by the title of one."""
    grid = [{"Partner": "YMCA", "2024-09-10": "Z", "2024-10-08": "excused", "2024-11-12": "Z"}]
    tables = {"Partners": [{"Name": "YMCA"}], "Attendance": grid}
    marks = {"attendances": {"Z": "yes", "excused": "no"}, "2024-11-12": {"Z": "no"}}
    reading = ci.read_tables(tables, codes=marks)
    assert [] == list(reading.account.errors)
    assert ["2024-09-10"] == [str(meeting.on) for meeting in reading.initiative.convenings]


def test_a_cell_that_names_no_record_is_said_once():
    """What is wrong with it was said; an empty one is said to be empty."""
    rows = [{"Date": "2024-13-10", "Partner": "YMCA"}, {"Date": None, "Partner": "YMCA"}]
    account = ci.read_tables({"Partners": [{"Name": "YMCA"}], "Attendance": rows}).account
    assert [(1, "cells.day"), (2, "tables.missing")] == [(one.row, one.message.code) for one in account.errors]
