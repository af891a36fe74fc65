/*
 * Units: `Pt` is PDF points, `Em` the size of the characters beside, `Lines` heights of the lines beside, `Share` and `Ratio`
 * a part of what the comment names; names without a unit count. docs/tables.md lists them; `npm run bench:ablation` shows
 * what each is worth.
 */
const defaults = {
	/** Characters to printed lines. */
	lines: {
		/** Characters whose middles differ by less are on one line: share of the lower one's height. */
		sameLineShare: 0.45,
		/** Lower characters, dashes say, are taken to be this high. */
		minHeightPt: 3,
		/** The same character painted again this close fakes bold type, */
		doubleGapEm: 0.25,
		/** unless it stands this much higher or lower. */
		doubleRisePt: 1.5,
		/** Latin words and figures this far apart have a space between them. */
		spaceEm: 0.22,
	},
	/** Lines to words: runs of characters with no wide gap between them, a whole label as a rule. */
	words: {
		/** Words stand at least this far apart. */
		gapEm: 0.45,
		/** Chinese characters fill their width: less parts them, beyond the spacing of their line. */
		chineseGapEm: 0.3,
		/** Digits further apart belong to two numbers: columns may stand that close. */
		digitGapEm: 0.3,
		/** Recognised characters of one piece of ink stand only about where they say: wider gaps part them. */
		recognizedGapEm: 1.3,
		/** Chinese characters further apart than this are not spaced out but stand in columns of their own. */
		maxSpacingEm: 0.9,
		/** So many gaps tell the spacing of a line. */
		minSpacingGaps: 2,
		/** Characters of one word may be set this far apart to fill their cell, */
		maxLetterGapEm: 2.2,
		/** with gaps that differ by less than this, */
		evenGapEm: 0.15,
		/** and narrower than this share of the gap to the next word, where the line has no other words. */
		letterGapShare: 0.6,
	},
	/** Rulings drawn in pieces, merged. */
	rulings: {
		/** Rulings closer than this are one: double borders, and edges drawn twice. */
		snapPt: 2.4,
		/** Pieces of one ruling may leave gaps up to this, and rulings that miss one another by it cross. */
		joinPt: 3,
	},
	/** Rulings to grid and cells. */
	grid: {
		/** Borders closer than this make no cell between them; ends of rulings within twice of it are no borders. */
		minCellPt: 3.5,
		/** A ruling must cover this share of a cell's side to divide it from its neighbour. */
		coverShare: 0.6,
		/** A frame around one text is a table only where no text stands between it and the page's edge, this wide. */
		pageEdgePt: 60,
	},
	/** Tables that are ruled across only. */
	openSided: {
		/** Rulings of one table end within one another, or this little beyond. */
		endsPt: 3,
		/** Fewer rulings only underline. */
		minRulings: 3,
		/** A text larger than the figures by this parts two tables, */
		headingRatio: 1.12,
		/** and one that is wider than this share of the rulings. */
		textWidthShare: 0.8,
	},
	/** Rulings inferred where cells hold several figures. */
	inferred: {
		/** So many cells with one figure each show that a table is ruled, */
		minSingles: 20,
		/** with no more crowded cells than this share of them. */
		strayShare: 0.03,
		/** The widest padding at the sides of a cell that word processors set by themselves, and a little. */
		cellPaddingPt: 6.5,
		/** No count is so long that a cell wraps it over more lines. */
		maxWrappedLines: 3,
		/** A figure that shares its cell with its label stands this far from it. */
		labelGapEm: 1.5,
		/** Texts whose tops differ by less stand side by side. */
		besideEm: 0.5,
		/** Gaps between columns are wider than those between characters by this. */
		columnGapEm: 0.15,
		/** A border may run this far into a text above or below it. */
		overlapPt: 1,
	},
	/** Lines without rulings: which have figures in columns, which are prose. */
	unruled: {
		/** A figure of a table stands at least this far from its neighbours. */
		figureGapEm: 0.7,
		/** A line with one figure has at most so many words beside it, */
		maxLabelWords: 3,
		/** and the figure ends the line this far from them. */
		singleGapEm: 2.5,
		/** Characters closer than this run on as prose does; */
		proseGapEm: 0.8,
		/** a line that runs on over this share of the text's width is prose. */
		proseWidthShare: 0.6,
		/** Headings are set larger than figures by this, */
		headingRatio: 1.08,
		/** or by this where sizes are measured in pixels. */
		scannedHeadingRatio: 1.22,
		/** Figures of one column stand in one place, within this. */
		samePlacePt: 0.6,
		/** So many other figures tell where a column's stand; */
		minAlike: 3,
		/** labels of so many lines that end in a figure in one place touch a column. */
		minTouching: 5,
	},
	/** Figures that narrow columns wrap over two lines. */
	wrapped: {
		/** Lines of one cell stand at least this far from one another, */
		minStepEm: 0.5,
		/** and at most this. */
		maxStepEm: 1.7,
		/** They are closer than this share of the distance of rows. */
		rowShare: 0.75,
		/** Single digits fit every column. */
		minDigits: 2,
		/** The upper line is as wide as its column but for this share of a digit. */
		slackShare: 0.5,
		/** Columns are told apart in stripes of the page this wide. */
		stripePt: 2,
	},
	/** Stretches of lines that form unruled tables. */
	zones: {
		/** Lines of one table are at most this far apart. */
		maxGapLines: 3.2,
		/** Lower lines are taken to be this high. */
		minLinePt: 8,
		/** Lines of a wrapped label are at most this far apart. */
		labelGapLines: 0.35,
		/** A line with so many figures is a table under headings. */
		minFigures: 4,
		/** Other tables have so many lines of figures. */
		minRows: 2,
	},
	/** Columns of unruled figures and their headings. */
	columns: {
		/** Texts this close are of one column, and borders may run this far into a text. */
		touchPt: 1,
		/** The sides of a cell leave this free of text at most, both together. */
		maxPaddingPt: 14,
		/** Lines of one heading are at most this far apart, */
		headingGapEm: 0.45,
		/** and their middles this. */
		headingShiftEm: 1,
		/** Headings stand alike over their columns within this share of the columns' distance. */
		shiftShare: 0.45,
		/** A heading that spans columns has its middle within this of theirs. */
		offCentrePt: 4,
		/** Borders closer than this are one. */
		snapPt: 4,
	},
	/** Rows of unruled tables and their labels. */
	rows: {
		/** Label lines further from a line of figures are not part of its label. */
		labelReachEm: 2.4,
		/** A single row has no distance to others: this is taken. */
		singlePitchPt: 16,
		/** A numbered label further than this share of the rows' distance from figures has a row of its own, */
		ownRowShare: 0.75,
		/** where others begin within this of its margin. */
		marginEm: 0.7,
		/** Parts of one label are closer than this on their line; a label follows its number within it too. */
		labelGapEm: 1,
		/** Row labels stand at least this far from the labels of groups beside them. */
		groupGapEm: 0.5,
		/** Lines of a label in the middle of its row stand this close to the figures. */
		aroundLines: 0.9,
		/** A blank row's label stands at least this far from the figures of other rows. */
		blankLines: 1.3,
		/** A label with the number of another one inside costs as much as one this far from its figures. */
		itemCostLines: 4,
	},
	/** Page numbers, and headers that repeat. */
	headersFooters: {
		/** They stand in this share of the page's height at its top and bottom, */
		marginShare: 0.12,
		/** or in this one, where they stand apart from the text */
		wideMarginShare: 0.2,
		/** by more than this. */
		apartLines: 1.2,
		/** A header is on this share of the pages, */
		repeatShare: 0.6,
		/** and on so many, or on all of two. */
		minRepeats: 3,
	},
	/** Running text. */
	paragraphs: {
		/** Fewer lines than this do not show where the margins are. */
		minLines: 6,
		/** This share of the lines may stand out over a margin. */
		outlierShare: 0.05,
		/** No paragraph is indented more. */
		maxIndentPt: 48,
		/** A paragraph's first line is indented by at least this. */
		indentEm: 0.9,
		/** Sizes of one paragraph differ by less than this share; */
		sizeShare: 0.15,
		/** the size of recognised text is that of its ink, which varies from line to line. */
		scannedSizeShare: 0.3,
		/** A heading in slightly larger type after the end of a sentence differs by this share. */
		headingShare: 0.05,
		/** Lines of one paragraph are at most this far apart. */
		lineGapEm: 1.6,
		/** A line that ends this far from the margin is full; */
		fullEm: 2.2,
		/** where a number or address comes next, this and its width. */
		wordSlackEm: 1.2,
		/** The width of a Latin character. */
		latinEm: 0.62,
		/** Titles stand in the middle of the column within this share of its width, */
		centreShare: 0.03,
		/** and this far from its margins. */
		centreMarginEm: 2.6,
		/** A picture wider than this share of the page */
		pictureWidthShare: 0.4,
		/** and higher than this may hold a table. */
		pictureHeightShare: 0.06,
	},
	/** Tables that continue over pages. */
	continued: {
		/** The sides of a ruled table may shift by this much from page to page, */
		ruledShiftPt: 9,
		/** those of an unruled one by this. */
		unruledShiftPt: 16,
		/** Sheets of one document are fed into a scanner this far beside one another. */
		maxFeedPt: 45,
		/** So many columns of figures that stand alike make one table of two; */
		minColumns: 4,
		/** their borders shift by less than this share of a column. */
		shiftShare: 0.45,
	},
};

/** The tolerances of table reading, by step; see DEFAULT_SETTINGS. */
export type TableSettings = { readonly [Step in keyof typeof defaults]: Readonly<(typeof defaults)[Step]> };

/** What every document is read with; a caller who knows better passes others to `buildDocument`. */
export const DEFAULT_SETTINGS: TableSettings = defaults;
