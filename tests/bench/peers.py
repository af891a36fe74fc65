"""Reads the PDFs named and prints, for each, the time it took and its lines of words, as JSON. usage: peers.py fitz|pdfminer FILE..."""
import json, sys, time


def rows_of_words(words):
    rows = []
    for x, y, text in sorted(words, key=lambda w: (w[1], w[0])):
        if rows and abs(rows[-1][0] - y) < 4: rows[-1][1].append((x, text))
        else: rows.append((y, [(x, text)]))
    return [[text for _, text in sorted(row)] for _, row in rows]


def read_fitz(path):
    import fitz
    with fitz.open(path) as pdf:
        return [row for page in pdf for row in rows_of_words([(w[0], (w[1] + w[3]) / 2, w[4]) for w in page.get_text("words")])]


def read_pdfminer(path):
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextLine
    rows = []
    for page in extract_pages(path):
        words = [(line.x0, -(line.y0 + line.y1) / 2, word) for box in page if hasattr(box, "__iter__") for line in box if isinstance(line, LTTextLine) for word in line.get_text().split()]
        rows += rows_of_words(words)
    return rows


read = {"fitz": read_fitz, "pdfminer": read_pdfminer}[sys.argv[1]]
read(sys.argv[2])
for path in sys.argv[2:]:
    start = time.process_time()
    rows = read(path)
    print(json.dumps({"path": path, "ms": 1000 * (time.process_time() - start), "rows": rows}))
