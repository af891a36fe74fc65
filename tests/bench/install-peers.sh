#!/bin/sh
# Installs the peers that Debian and npm have, for `node tests/bench/performance.ts`; those that are missing are left out of its table.
# camelot and pdfplumber are in neither: name their versions here when they are. tabula-java comes inside an npm package.
set -e
# XeLaTeX typesets its share of the hard tables.
apt-get install -y --no-install-recommends texlive-xetex texlive-latex-recommended
apt-get install -y poppler-utils python3-fitz python3-pdfminer default-jre-headless tesseract-ocr tesseract-ocr-chi-sim
folder="${1:-/tmp/gouji-peers}"
mkdir -p "$folder"
npm install --prefix "$folder" --no-save --ignore-scripts @opendataloader/pdf@^2.5.0 @krakz999/tabula-node@^1.0.6 @llamaindex/liteparse@^2.14.7 @gutenye/ocr-node@^1.4.8
