"""Trained models as the files of arrays that ship with sitegen."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).parent.parent / "sitegen/clean/learned/weights"


def write(name: str, model: Any, folder: Path = WEIGHTS) -> None:
    """A model as the arrays that `sitegen.clean.learned.forest` reads."""
    arrays = _gram_arrays(model) if hasattr(model, "coef_") else _forest_arrays(model)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / f"{name}.npz", **arrays)
    print(f"{name}: {(folder / f'{name}.npz').stat().st_size // 1024} KB")


def _gram_arrays(model: Any) -> dict[str, Any]:
    scale = float(np.abs(model.coef_[0]).max()) / 127
    return {
        "weight": np.round(model.coef_[0] / scale).astype(np.int8),
        "scale": np.float32(scale),
        "bias": np.float32(model.intercept_[0]),
    }


def _forest_arrays(model: Any) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        made = json.loads(path.read_text())
    trees = [
        ([(ask["float_feature_index"], ask["border"]) for ask in tree["splits"]], tree["leaf_values"])
        for tree in made["oblivious_trees"]
    ]
    levels = max(len(asked) for asked, _ in trees)
    scale, (bias,) = made["scale_and_bias"]
    # A tree that ends early asks on for what no value is: all of its leaves stay where they are.
    asked = np.array([splits + [(0, np.inf)] * (levels - len(splits)) for splits, _ in trees])
    values = scale * np.array([np.pad(leaves, (0, 2**levels - len(leaves))) for _, leaves in trees])
    largest = np.abs(values).max(axis=1) / 127
    return {
        "feature": asked[:, :, 0].T.astype(np.int16),
        "threshold": asked[:, :, 1].T.astype(np.float32),
        "value": np.round(values / np.maximum(largest, 1e-9)[:, None]).astype(np.int8),
        "scale": largest.astype(np.float32),
        "bias": np.float32(bias),
    }
