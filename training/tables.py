"""Cells of the form's tables, and of other tables."""
import dataclasses

from form import COL_LABELS, PROACTIVE, REMEDY_BLOCKS, rows
from page import Cell
from sentences import cell_figure, sentence

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def requests_head(rng):
    return [
        Cell(0, 0, NOTE if rng.random() < 0.8 else "", "head", 3, 3),
        Cell(0, 3, "申请人情况", "head", 1, 7),
        Cell(1, 3, COL_LABELS[0], "head", 2),
        Cell(1, 4, "法人或其他组织", "head", 1, 5),
        Cell(1, 9, "总计", "head", 2),
        *(Cell(2, 4 + i, label, "head") for i, label in enumerate(COL_LABELS[1:6])),
    ]


def requests_cells(rng, form):
    cells, printed, groups = requests_head(rng), rows(form), {}
    outcomes = [i for i, (_, group, _) in enumerate(printed) if group is not None]
    cells.append(Cell(3 + outcomes[0], 0, "三、本年度办理结果", "label", len(outcomes), align="center", upright=rng.random() < 0.4))
    for row, (_, group, label) in enumerate(printed, 3):
        cells += [Cell(row, 3 + column, cell_figure(rng), "figure") for column in range(7)]
        if group is None:
            cells.append(Cell(row, 0, label, "label", 1, 3))
        elif group == "":
            cells.append(Cell(row, 1, label, "label", 1, 2))
        else:
            groups.setdefault(group, []).append(row)
            cells.append(Cell(row, 2, label, "label"))
    return cells + [Cell(of[0], 1, group, "label", len(of), align="center") for group, of in groups.items()]


def from_row(cells, first):
    """The part of a table that goes on on the next page: rows from `first`, groups cut."""
    rest = []
    for cell in cells:
        end, row = cell.row + cell.rows, max(cell.row, first)
        if end > first:
            rest.append(dataclasses.replace(cell, row=row - first, rows=end - row, text=cell.text if cell.row >= first else ""))
    return rest


def proactive_cells(rng, form):
    cells, row = [], 0
    for article, heads, items in PROACTIVE[form]:
        cells.append(Cell(row, 0, article, "label", 1, 4, rng.choice(["left", "center"])))
        row += 1
        for kind, texts in [("head", heads)] + [("figure", [label] + [cell_figure(rng) for _ in fields]) for _, label, fields in items]:
            for i, text in enumerate(texts):
                columns = 5 - len(texts) if i == len(texts) - 1 else 1
                cells.append(Cell(row, i, text, "label" if kind == "figure" and i == 0 else kind, 1, columns, "center"))
            row += 1
    return cells


def remedies_cells(rng):
    cells = [Cell(0, 0, "行政复议", "head", 1, 5), Cell(0, 5, "行政诉讼", "head", 1, 10), Cell(1, 5, "未经复议直接起诉", "head", 1, 5), Cell(1, 10, "复议后起诉", "head", 1, 5)]
    for i in range(5 * len(REMEDY_BLOCKS)):
        label = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")[i % 5]
        cells.append(Cell(1 if i < 5 else 2, i, label, "head", 2 if i < 5 else 1))
        cells.append(Cell(3, i, cell_figure(rng), "figure"))
    return cells


def generic_cells(rng):
    columns, count = rng.randint(2, 9), rng.randint(2, 30)
    cells = [Cell(0, column, sentence(rng, rng.randint(2, 7)), "head") for column in range(columns)]
    for row in range(1, count):
        for column in range(columns):
            is_figure = column > 0 and rng.random() < 0.85
            cells.append(Cell(row, column, cell_figure(rng) if is_figure else sentence(rng, rng.randint(2, 16)), "figure" if is_figure else "label"))
    return cells, columns
