"""Pages of reports, at about 128 dpi or, of small type, up to 200. `draw_page(rng, shelf)` gives a grey picture (uint8, H x W) and masks (uint8, 5 x H x W)."""
import numpy as np

from grid import Grid
from page import Page
from sentences import sentence
from tables import from_row, generic_cells, proactive_cells, remedies_cells, requests_cells

KINDS = ["requests"] * 5 + ["requests, rest"] * 3 + ["proactive"] * 3 + ["text"] * 4 + ["generic"] * 3 + ["remedies"] + ["sparse"] * 2


def draw_page(rng, shelf):
    # Small type is scanned, or drawn again, at 200 dpi: the page grows, its type with it.
    zoom = rng.uniform(1.3, 1.6) if rng.random() < 0.22 else 1
    scale = rng.uniform(0.86, 1.12) * zoom
    width, height = round(1058 * scale), round(1497 * scale)
    if rng.random() < 0.12:
        width, height = height, width
    page = Page(rng, shelf, (width, height), zoom * rng.choice([0.75, 1]) if zoom > 1 else 1)
    kind = rng.choice(KINDS)
    margin = round(rng.randint(45, 165) * zoom)
    left, right, y = margin, width - margin + rng.randint(-20, 20), rng.randint(45, 160)
    if rng.random() < 0.2:
        page.text(left, rng.randint(15, 38), sentence(rng, rng.randint(4, 20)), page.style.small)
    if kind in ("text", "proactive") and rng.random() < 0.4:
        y = titles(page, y)
    if kind == "sparse":
        sparse(page, left, right)
    else:
        fill(page, kind, (left, right), y)
    if rng.random() < 0.5:
        page.text(width / 2 - 20, height - rng.randint(24, 38), rng.choice(["— 3 —", "12", "- 5 -", "第3页"]), page.style.small)
    return np.asarray(page.image, dtype=np.uint8), np.stack([np.asarray(mask, dtype=np.uint8) for mask in page.masks])


def titles(page, y):
    style = page.style
    for _ in range(page.rng.randint(1, 2)):
        text = sentence(page.rng, page.rng.randint(6, 18))
        page.text(max(4, (page.width - page.width_of(text, style.title, style.bold)) / 2), y, text, style.title, style.bold)
        y += style.title * 1.5
    return y


def sparse(page, left, right):
    """A page that is empty, or nearly: a signature, the end of a paragraph, a short table."""
    rng = page.rng
    if rng.random() < 0.35:
        return
    y = rng.uniform(0.05, 0.8) * page.height
    if rng.random() < 0.5:
        page.paragraph(left, y, right - left, rng.choice([8, 20, 60]))
    else:
        cells, columns = generic_cells(rng)
        share = (right - left) / columns
        Grid(page, left, y, [share] * columns, [cell for cell in cells if cell.row < 4], page.style.table).draw()


def fill(page, kind, sides, y):
    rng, style, (left, right) = page.rng, page.style, sides
    while y < page.height - 80:
        if kind == "text" or (kind != "requests, rest" and rng.random() < 0.3):
            y = page.paragraph(left, y, right - left, rng.choice([12, 30, 60, 120, 200])) + (rng.randint(0, 40) if rng.random() < 0.25 else 0)
        if kind == "text":
            if rng.random() < 0.3:
                page.text(left + 20, y, rng.choice("一二三四五六") + "、" + sentence(rng, rng.randint(6, 16)), style.body, style.bold)
                y += style.body * 1.7
            continue
        cells, shares = table_of(rng, kind)
        size = min(style.table, round(16 * page.scale)) if kind == "remedies" else style.table
        widths = [(right - left) * share / sum(shares) for share in shares]
        bottom = Grid(page, left, y, widths, cells, size).draw()
        if bottom is None:
            return
        y = bottom + rng.randint(8, 60)
        if kind == "requests, rest" or rng.random() < 0.5:
            kind = rng.choice(["remedies", "text", "text", "proactive", "generic"])


def table_of(rng, kind):
    """Cells of a table, and how wide its columns are beside one another."""
    form = rng.choice(["2019", "2021"])
    if kind.startswith("requests"):
        cells = requests_cells(rng, form)
        shares = [rng.uniform(0.5, 1), rng.uniform(1, 2.2), rng.uniform(3, 6)] + [rng.uniform(0.8, 1.2) for _ in range(7)]
        return from_row(cells, rng.randint(3, 24)) if kind.endswith("rest") else cells, shares
    if kind == "proactive":
        return proactive_cells(rng, form), [rng.uniform(1, 2), 1, 1, 1]
    if kind == "remedies":
        return remedies_cells(rng), [1] * 15
    cells, columns = generic_cells(rng)
    return cells, [rng.uniform(1.5, 4)] + [rng.uniform(0.7, 1.6) for _ in range(columns - 1)]
