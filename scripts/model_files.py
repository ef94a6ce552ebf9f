"""Trained models as the files of arrays that ship with sitegen."""

from __future__ import annotations

from pathlib import Path
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
    nodes: list[tuple[int, float, int, float]] = []
    roots, deepest = [], 0

    def fill(place: int, tree: dict[str, Any], depth: int) -> None:
        nonlocal deepest
        deepest = max(deepest, depth)
        if "split_feature" not in tree:
            nodes[place] = (0, np.inf, place, float(tree.get("leaf_value", 0.0)))
            return
        first = len(nodes)
        nodes.extend([nodes[place]] * 2)
        nodes[place] = (int(tree["split_feature"]), float(tree["threshold"]), first, 0.0)
        fill(first, tree["left_child"], depth + 1)
        fill(first + 1, tree["right_child"], depth + 1)

    for tree in model.booster_.dump_model()["tree_info"]:
        roots.append(len(nodes))
        nodes.append((0, np.inf, roots[-1], 0.0))
        fill(roots[-1], tree["tree_structure"], 0)
    feature, threshold, child, value = zip(*nodes, strict=True)
    return {
        "feature": np.array(feature, dtype=np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "child": np.array(child, dtype=np.uint16 if len(nodes) < 65536 else np.uint32),
        "value": np.array(value, dtype=np.float16),
        "roots": np.array(roots, dtype=np.uint32),
        "depth": np.int64(deepest),
    }
