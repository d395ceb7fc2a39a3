import json

import pytest
from tests.io.documents import faults_of

import collective_impact as ci
from collective_impact.io import migrations


@pytest.fixture
def chain(monkeypatch):
    """Let there have been a version 0, which called initiatives projects and their ids codes."""

    def from_zero(document):
        initiative = {("id" if key == "code" else key): value for key, value in document["project"].items()}
        return {"format": document["format"], "schema_version": "1.0", "initiative": initiative}

    monkeypatch.setitem(migrations.MIGRATIONS, 0, from_zero)


OLD = {"format": "collective-impact", "schema_version": "0.3", "project": {"code": "reads", "name": "Reads"}}


@pytest.mark.usefixtures("chain")
def test_an_old_document_is_read_as_if_it_were_new():
    """A document of an earlier major version becomes one of ours, and is written as such."""
    initiative = ci.loads(json.dumps(OLD))
    assert ci.Initiative(id="reads", name="Reads") == initiative
    assert "1.0" == ci.to_dict(initiative)["schema_version"]


@pytest.mark.usefixtures("chain")
def test_a_migration_leaves_what_it_is_given_as_it_was():
    """Data of the caller are not changed by reading them."""
    before = json.dumps(OLD)
    ci.from_dict(OLD)
    assert before == json.dumps(OLD)


@pytest.mark.usefixtures("chain")
def test_a_document_of_another_format_is_not_migrated():
    """Nobody knows what a document of another format means, however old it is."""
    assert [("document.format", "$.format"), ("document.older", "$.schema_version")] == faults_of(
        {"format": "other", "schema_version": "0.3"}
    )


@pytest.mark.usefixtures("chain")
def test_faults_of_an_old_document_are_found_after_its_migration():
    """Paths lead through the document as it is after the migration."""
    assert [("shape.text", "$.initiative.name")] == faults_of(OLD | {"project": {"code": "reads", "name": 5}})


def test_migrations_are_applied_in_order(monkeypatch):
    """A document walks through every version that lies between its own and ours."""
    monkeypatch.setattr(migrations, "CURRENT", (3, 0))
    for major in range(3):
        monkeypatch.setitem(
            migrations.MIGRATIONS, major, lambda document, at=major: {"walked": [*document["walked"], at]}
        )
    assert {"walked": [0, 1, 2]} == migrations.migrated({"walked": []}, 0)
    assert {"walked": [2]} == migrations.migrated({"walked": []}, 2)


def test_a_gap_in_the_chain_is_no_way(monkeypatch):
    """Where one step is missing a document is not read half-migrated."""
    monkeypatch.setattr(migrations, "CURRENT", (3, 0))
    monkeypatch.setitem(migrations.MIGRATIONS, 2, dict)
    assert migrations.migrated({}, 1) is None


def test_without_a_chain_an_old_document_is_refused():
    """What nobody knows how to read is said to be too old."""
    with pytest.raises(ci.InvalidDocumentError, match=r"0\.3 is older than anything"):
        ci.from_dict(OLD)
