"""`yuanba classify`: a file in, a file out."""

import csv

import pytest

from yuanba import cli
from yuanba.triage.tests.test_learning import examples


@pytest.fixture
def trained(tmp_path):
    file = tmp_path / "train.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "label", "subject", "body"])
        rows.writerows([i, e.label, e.subject, e.body] for i, e in enumerate(examples(20)))
    return file


def test_a_file_of_texts_gets_labels(tmp_path, trained, capsys):
    texts, out = tmp_path / "in.csv", tmp_path / "out.csv"
    texts.write_text("id,subject,body\n7,路灯不亮,桥头的路燈坏了\n8,,qzx\n", encoding="utf-8-sig")
    assert cli.main(["classify", str(texts), "--out", str(out), "--train", str(trained)]) == 0
    with out.open(encoding="utf-8") as lines:
        first, second = csv.DictReader(lines)
    assert list(first) == ["id", "label", "probability", "second", "third"]
    assert (first["id"], first["label"]) == ("7", "路灯")
    assert 0.5 < float(first["probability"]) <= 1
    assert second["id"] == "8"
    assert cli.main(["classify", str(texts), "--out", str(out), "--train", str(trained)]) == 1


def test_a_file_without_its_columns_is_refused_by_name(tmp_path, trained, capsys):
    texts = tmp_path / "in.csv"
    texts.write_text("id,words\n1,x\n", encoding="utf-8")
    out = str(tmp_path / "out.csv")
    assert cli.main(["classify", str(texts), "--out", out, "--train", str(trained)]) == 1
    assert "body" in capsys.readouterr().err
