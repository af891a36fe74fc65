"""How an exported reader does on the cells of reports: drawn, cut by their published boxes, read.

usage: evaluate_cells.py MODEL clean|noise|bilevel|low PDF_DIR REPORT_DIR [PATTERN]
PDF_DIR holds NAME.pdf and NAME.truth.json ({"cells": {path: value}}), REPORT_DIR the NAME.json of `gouji extract PDF_DIR/*.pdf --out REPORT_DIR`. Needs pypdfium2.
"""
import fnmatch
import json
import os
import sys

import cv2
import numpy as np
import pypdfium2

from batches import SIDE
from reader import Reader

DPI = {"clean": 144, "noise": 144, "bilevel": 150, "low": 72}
MARGIN = 0.22  # of the ink's height, around it


def cut(page, box, scale):
    """The ink of a cell and a margin around it, SIDE px high; None where the inside of the box is flat."""
    height, width = page.shape
    x0, y0, x1, y1 = (v * scale for v in box)
    x0, y0 = max(0, int(x0 + 2 * scale)), max(0, int(y0 + 1.5 * scale))
    x1, y1 = min(width, int(np.ceil(x1 - 2 * scale))), min(height, int(np.ceil(y1 - 1.5 * scale)))
    inside = page[y0:y1, x0:x1]
    if inside.size == 0:
        return None
    dark = inside < int(inside.max()) - 50
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    if len(rows) == 0:
        return None
    left, top, right, bottom = columns[0] + x0, rows[0] + y0, columns[-1] + 1 + x0, rows[-1] + 1 + y0
    margin = max(1.0, (bottom - top) * MARGIN)
    tall, wide = bottom - top + 2 * margin, right - left + 2 * margin
    out = max(16, round(wide * SIDE / tall))
    # Takes the middle of each output px from the page, white outside of it.
    matrix = np.float32([[wide / out, 0, left - margin + wide / out / 2 - 0.5], [0, tall / SIDE, top - margin + tall / SIDE / 2 - 0.5]])
    return cv2.warpAffine(page, matrix, (out, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=255)


def spoiled(image, state, noise):
    if state == "noise":
        grain = (noise.random((3, *image.shape)).sum(0) - 1.5) * 60
        return np.clip(image + grain, 0, 255).astype(np.uint8)
    if state == "bilevel":
        return np.where(image > 140 + (noise.random(image.shape) - 0.5) * 60, 255, 0).astype(np.uint8)
    return image


def figures_of(name, folder, reports, state, noise):
    """Pictures of a report's figures, as (path, right value, picture or None)."""
    with open(os.path.join(reports, name + ".json"), encoding="utf8") as file:
        report = json.load(file)
    with open(os.path.join(folder, name + ".truth.json"), encoding="utf8") as file:
        truth = json.load(file)["cells"]
    scale, pages = DPI[state] / 72, {}
    with pypdfium2.PdfDocument(os.path.join(folder, name + ".pdf")) as document:
        for cell in report["cells"]:
            if not cell.get("box") or cell["path"] not in truth:
                continue
            number = cell["page"]
            if number not in pages:
                pages[number] = document[number - 1].render(scale=scale, grayscale=True).to_numpy().reshape(-1, round_width(document, number, scale))
            image = cut(pages[number], cell["box"], scale)
            yield cell["path"], truth[cell["path"]], None if image is None else spoiled(image, state, noise)


def round_width(document, number, scale):
    return int(np.ceil(document[number - 1].get_width() * scale))


def value_of(text):
    if text in ("", "-", "/", "无", "--"):
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text


def main():
    model, state, folder, reports = sys.argv[1:5]
    pattern = sys.argv[5] if len(sys.argv) > 5 else "*"
    names = [name[:-5] for name in sorted(os.listdir(reports)) if name.endswith(".json") and fnmatch.fnmatch(name[:-5], pattern) and os.path.exists(os.path.join(folder, name[:-5] + ".truth.json"))]
    noise, reader, found = np.random.default_rng(7), Reader(model), []
    for name in names:
        found += [(name, *figure) for figure in figures_of(name, folder, reports, state, noise)]
    inked = [figure for figure in found if figure[3] is not None]
    blank = [figure for figure in found if figure[3] is None]
    for way in (reader.read, reader.read_widened):
        report_on(way.__name__, inked, way([figure[3] for figure in inked]))
    print(f"  without ink {len(blank)}, of them blank in truth {sum(figure[2] is None for figure in blank)}")


def report_on(way, figures, readings):
    right = np.array([value_of(text) == truth for (_, _, truth, _), (text, _) in zip(figures, readings)], bool)
    confidence = np.array([c for _, c in readings])
    counts = ", ".join(f"sure >= {limit}: {(confidence >= limit).sum()}, wrong {((confidence >= limit) & ~right).sum()}" for limit in (0.8, 0.9, 0.95))
    print(f"{way}: {len(figures)} figures, right {right.sum()} ({100 * right.mean():.2f} %); {counts}", flush=True)
    wrong = sorted((-c, name, path, truth, text) for (name, path, truth, _), (text, c), r in zip(figures, readings, right) if not r)
    for c, name, path, truth, text in wrong[:int(os.environ.get("LIST", "0"))]:
        print(f"    {-c:.2f} {name} {path}: {truth} read {text!r}")


if __name__ == "__main__":
    main()
