"""A model kept from each protocol is read by every later version.

``data/protocol-2`` was made by the last version that wrote protocol 2, with
``meta87 train data/passages.jsonl --settings data/settings.toml --out data/protocol-2``; the others
by those that wrote theirs. When the protocol is raised they stay, beside one of the new protocol.
They are made anew only when the encoder that is shipped changes, for a model is bound to its encoder
by the sums of its files.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.store import DEFAULT, FAST, PROTOCOL, load, model_folder, read_manifest

DATA = Path(__file__).parent / "data"
KEPT = sorted(DATA.glob("protocol-*"))
OUTPUT = Passage("Se aprobó la ley contra la trata de personas, que entró en vigor el 3 de mayo.")
CONTEXT = Passage("Persiste el trabajo infantil en la agricultura familiar de las zonas rurales.")


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_kept_model_was_made_with_the_encoder_that_is_shipped(folder) -> None:
    shipped = json.loads((model_folder() / "encoder/manifest.json").read_text("utf8"))["files"]
    made_with = read_manifest(folder)["encoder"]
    changed = [name for name, total in made_with.items() if shipped[name] != total]
    assert not changed, f"the encoder changed ({changed}): make {folder.name} again, as said above"


@pytest.mark.parametrize("profile", [DEFAULT, FAST])
@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_kept_model_is_read_and_labels_passages(folder, profile) -> None:
    output, context = load(folder, profile=profile).predict([OUTPUT, CONTEXT])
    assert (output.kind, context.kind) == ("output", "context")
    assert output.themes == ("trafficking",)
    assert context.themes == ("child_labour",)
    for labels in (output, context):
        assert (set(labels.theme_scores), set(labels.kind_scores)) == (set(THEMES), set(KINDS))
        assert labels.evidence


def test_the_protocol_of_today_has_its_kept_model() -> None:
    assert {read_manifest(folder)["protocol"] for folder in KEPT} == set(range(2, PROTOCOL + 1))
    for folder in KEPT:
        assert folder.name == f"protocol-{read_manifest(folder)['protocol']}"
