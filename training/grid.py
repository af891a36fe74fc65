"""Draws a table of cells onto a page: shades, text, rulings, and their masks."""
from page import CELLS


class Grid:
    def __init__(self, page, x, y, widths, cells, size):
        self.page, self.cells, self.size = page, cells, size
        self.xs = [x]
        for width in widths:
            self.xs.append(self.xs[-1] + width)
        self.ys = [y]
        extra = page.rng.choice([0, 0, 0, page.rng.uniform(0, 14) * page.scale])
        for height in self.row_heights():
            self.ys.append(self.ys[-1] + height + extra)
        self.rows = len(self.ys) - 1
        while self.rows > 0 and self.ys[self.rows] > page.height - 40:
            self.rows -= 1
        self.bottom = self.ys[self.rows]

    def needed(self, cell):
        style = self.page.style
        return len(cell.lines) * self.size * style.leading + 2 * style.pad + 2

    def row_heights(self):
        style = self.page.style
        heights = [self.size * style.leading + 2 * style.pad + 2] * max(cell.row + cell.rows for cell in self.cells)
        for cell in self.cells:
            inner = self.xs[cell.column + cell.columns] - self.xs[cell.column] - 4 - 2 * min(style.pad, 3)
            cell.lines = list(cell.text) if cell.upright else self.page.wrapped(cell.text, self.size, max(inner, self.size))
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], self.needed(cell))
        for cell in self.cells:
            rows = range(cell.row, cell.row + cell.rows)
            lacking = self.needed(cell) - sum(heights[row] for row in rows)
            if lacking > 0:
                for row in rows:
                    heights[row] += lacking / cell.rows
        return heights

    def box(self, cell):
        return self.xs[cell.column], self.ys[cell.row], self.xs[cell.column + cell.columns], min(self.ys[cell.row + cell.rows], self.bottom)

    def draw(self):
        """Gives the y below the table, or None where not even its first row fits."""
        if self.rows < 1:
            return None
        shown = [cell for cell in self.cells if cell.row < self.rows]
        for cell in shown:
            self.shade(cell)
        for cell in shown:
            self.write(cell)
        if self.page.style.rule != "none":
            for cell in shown:
                self.rule(cell)
            self.frame()
        return self.bottom

    def shade(self, cell):
        style, (left, top, right, bottom) = self.page.style, self.box(cell)
        shaded = {"all": True, "head": cell.kind == "head", "zebra": cell.row % 2 == 1, "figures": cell.kind == "figure"}
        if shaded.get(style.fill):
            self.page.draw.rectangle((left, top, right, bottom), fill=style.shade)
        inset = 2 if bottom - top < 18 or right - left < 18 else 3
        self.page.mask_draws[CELLS].rectangle((left + inset, top + inset, right - inset, bottom - inset), fill=1)

    def write(self, cell):
        page, style, size = self.page, self.page.style, self.size
        left, top, right, bottom = self.box(cell)
        high = size * style.leading
        y = (top + bottom - len(cell.lines) * high) / 2 + (high - size) / 2 - size * 0.06
        if cell.kind != "figure" and page.rng.random() < 0.05:
            y = top + style.pad
        align = {"head": "center", "figure": style.align}.get(cell.kind, cell.align)
        name = style.bold if cell.kind == "head" and style.body % 2 else None
        for line in cell.lines:
            if y + size > bottom + 3 and bottom == self.bottom and cell.rows > 1:
                break
            text = page.printed(line, cell.kind)
            width = page.width_of(text, size, name)
            x = left + 3 + style.pad / 2 if align == "left" else right - 4 - width if align == "right" else (left + right - width) / 2
            page.text(x, y, text, size, name, is_figure=cell.kind == "figure")
            y += high

    def rule(self, cell):
        style, (left, top, right, bottom) = self.page.style, self.box(cell)
        dotted = style.rule == "dotted"
        if style.rule in ("all", "dotted", "horizontal") or (style.rule == "three" and cell.kind == "head"):
            self.page.ruling((left, top), (right, top), style.line, dotted)
            self.page.ruling((left, bottom), (right, bottom), style.line, dotted)
        if style.rule in ("all", "dotted") or (style.rule == "noinner" and cell.kind == "figure"):
            self.page.ruling((left, top), (left, bottom), style.line, dotted)
        if style.rule in ("all", "dotted"):
            self.page.ruling((right, top), (right, bottom), style.line, dotted)

    def frame(self):
        page, style = self.page, self.page.style
        left, right, top, bottom = self.xs[0], self.xs[-1], self.ys[0], self.bottom
        if style.rule != "horizontal" or page.rng.random() < 0.5:
            page.ruling((left, top), (right, top), style.outer)
            page.ruling((left, bottom), (right, bottom), style.outer)
        if style.rule in ("all", "outer", "dotted"):
            page.ruling((left, top), (left, bottom), style.outer)
            page.ruling((right, top), (right, bottom), style.outer)
