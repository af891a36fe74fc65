/*
 * Units: `Pt` is PDF points, `Em` the size of the characters beside, `Lines` heights of the lines beside, `Share` and `Ratio`
 * a part of what the comment names; names without a unit count. docs/tables.md lists them; `npm run bench:ablation` shows
 * what each is worth.
 */
const defaults = {
	/** Characters to printed lines. */
	lines: {
		/** Characters whose middles differ by less, in the lower one's height, are on one line. */
		sameLineShare: 0.45,
		/** Lower characters, dashes say, are taken to be this high. */
		minHeightPt: 3,
		/** The same character painted again this close fakes bold type, */
		doubleGapEm: 0.25,
		/** and closer than this share of its own width: condensed digits and thin letters double in earnest. */
		doubleGapShare: 0.4,
		/** A character painted again this much higher or lower is another one. */
		doubleRisePt: 1.5,
		/** Latin words and figures this far apart have a space between them. */
		spaceEm: 0.22,
		/** Letters further apart than those of their line by this have a space between them, in narrow type. */
		narrowSpaceEm: 0.09,
	},
	/** Watermarks and stamps, set apart from the text of a page. */
	apart: {
		/** Text that leans by more than this many degrees from the lines of the page. */
		leanDeg: 5,
		/** No page lies askew by more degrees. */
		askewDeg: 12,
		/** Text that stands out from its ground by less than this, 1 being black on white. */
		faint: 0.5,
		/** Text larger than the usual one by this. */
		oversize: 2.4,
		/** A faint or oversized print clashes with other text where it covers this share of a character. */
		overlapShare: 0.3,
		/** So many characters of one print clash with other text or rulings: no text of a cell does. */
		minClashes: 3,
		/** Where more than this share of a page leans, the page lies askew. */
		maxShare: 0.6,
		/** Where less than this share of a page is in ordinary print, the page is printed faintly. */
		minPlainShare: 0.15,
	},
	/** Lines that are set in characters. */
	boxDrawing: {
		/** Fewer characters draw no table. */
		minCharacters: 12,
	},
	/** Figures that are struck out. */
	struck: {
		/** A longer line is a ruling. */
		maxLengthPt: 120,
		/** Figures are looked up by rows of this height. */
		rowPt: 12,
		/** The line goes through a character between these shares of its height. */
		topShare: 0.34,
		/** See topShare. */
		bottomShare: 0.74,
		/** It covers this share of a character's width. */
		coverShare: 0.6,
		/** It ends this close to the figure's sides. */
		slackEm: 0.6,
		/** The figure that counts in its stead stands this close beside it, */
		besideEm: 2.5,
		/** or this close above or below. */
		belowEm: 1,
	},
	/** Marks of footnotes at figures. */
	noteMarks: {
		/** They are smaller than this share of the figure. */
		sizeShare: 0.88,
		/** Their feet stand higher than the figure's by this. */
		raisedEm: 0.16,
		/** They stand this close behind it, */
		gapEm: 0.6,
		/** and reach into it by at most this. */
		overlapEm: 0.2,
	},
	/** Figures that run over the ruling beside them. */
	overflow: {
		/** Digits shown at once, this close to one another, are one figure; */
		runGapEm: 0.3,
		/** digits shown one after the other are where they touch within this. */
		stepGapEm: 0.02,
		/** A ruling this far inside a figure cuts it. */
		slackEm: 0.06,
	},
	/** Lines to words: runs of characters with no wide gap between them, a whole label as a rule. */
	words: {
		/** Words stand at least this far apart. */
		gapEm: 0.45,
		/** Digits further apart are two numbers; Chinese characters further apart than this and their line's spacing two words. */
		tightGapEm: 0.3,
		/** The thousands of one figure, set apart by spaces, stand closer than this; figures of two columns stand further apart. */
		thousandsGapEm: 0.4,
		/** Recognised characters of one piece of ink stand only about where they say: wider gaps part them. */
		recognizedGapEm: 1.3,
		/** Characters further apart than this do not run on: they stand in columns of their own. */
		maxSpacingEm: 0.9,
		/** Characters of one word may be set this far apart to fill their cell. */
		maxLetterGapEm: 2.2,
		/** Gaps between the characters of one word differ by less than this, where it is set wide too. */
		evenGapEm: 0.15,
		/** They are at most this share of the gap to the next word, where the line has no other words. */
		letterGapShare: 0.6,
	},
	/** Rulings drawn in pieces, merged. */
	rulings: {
		/** Rulings closer than this are one: double borders, and edges drawn twice. */
		snapPt: 2.4,
		/** Pieces of one ruling leave gaps up to this; rulings that miss one another by it cross, and end in one place. */
		joinPt: 3,
	},
	/** Rulings to grid and cells. */
	grid: {
		/** Borders closer than this make no cell between them; ends of rulings within twice of it are no borders. */
		minCellPt: 3.5,
		/** A ruling must cover this share of a cell's side to divide it from its neighbour. */
		coverShare: 0.6,
	},
	/** Tables that are ruled across only. */
	openSided: {
		/** Fewer rulings only underline. */
		minRulings: 3,
		/** A text larger than the figures by this parts two tables. */
		headingRatio: 1.12,
	},
	/** Rulings inferred where cells hold several figures. */
	inferred: {
		/** A ruled table has no more crowded cells than this share of those with one figure: specks, misread labels. */
		strayShare: 0.05,
		/** The widest padding at the sides of a cell that word processors set by themselves, and a little. */
		cellPaddingPt: 6.5,
		/** No count is so long that a cell wraps it over more lines. */
		maxWrapped: 3,
		/** A border may run this far into a text above or below it. */
		overlapPt: 1,
	},
	/** Figures whose digits are set apart. */
	spaced: {
		/** The gaps between them differ by less than this. */
		evenGapEm: 0.2,
		/** Digits closer than this stand in no columns of their own. */
		maxGapEm: 0.8,
		/** A point stands so near to the digits after it, even where it is as wide as they are. */
		maxPointGapEm: 1.2,
		/** Digits as wide as Chinese characters step on by more than this. */
		minWideStepEm: 0.75,
		/** Digits that fill their column leave margins on both sides that differ by less than this. */
		offCentrePt: 3,
	},
	/** Lines without rulings: which have figures in columns, which are prose. */
	unruled: {
		/** A figure of a table stands at least this far from its neighbours. */
		figureGapEm: 0.7,
		/** A line with one figure has at most so many words beside it. */
		maxLabelWords: 3,
		/** A single figure ends its line this far from its label. */
		singleGapEm: 2.5,
		/** A line that runs on over this share of the text's or the rulings' width is prose. */
		proseWidthShare: 0.6,
		/** Headings are set larger than figures, or than the text above them, by this. */
		headingRatio: 1.08,
		/** Headings are set larger than figures by this where sizes are measured in pixels. */
		scannedHeadingRatio: 1.22,
		/** So many other figures tell where a column's stand. */
		minAlike: 3,
		/** Labels of so many lines that end in a figure in one place touch a column. */
		minTouching: 5,
	},
	/** Tables of any words whose columns have no rulings, in tables of any document. */
	open: {
		/** Words of one cell stand closer than this. */
		pieceGapEm: 0.8,
		/** Lines of a text stand at least this far from one another, */
		minStepEm: 0.8,
		/** and at most this far. */
		maxStepEm: 1.8,
		/** They begin within this of one margin. */
		marginPt: 1.5,
		/** A block of running text has so many lines, */
		proseLines: 3,
		/** is this wide, */
		proseWidthEm: 12,
		/** and its lines reach over this share of its width, */
		proseShare: 0.72,
		/** at least this share of them. */
		proseFull: 0.6,
		/** Lines of one table of any words are at most this far apart. */
		maxGapEm: 2.6,
		/** Rows stand at least this far from one another, where lines inside of them are closer. */
		rowStepEm: 1.5,
		/** Lines of one row are closer than this share of the distance of rows. */
		rowShare: 0.82,
		/** Lines of one cell stand at most this far apart. */
		insideStepEm: 1.47,
		/** Where rulings part this share of the lines, they part the rows. */
		ruledShare: 0.4,
		/** A heading over several columns has its middle within this of theirs. */
		offCentreEm: 0.6,
		/** So many rows have something in several columns. */
		fullShare: 0.6,
		/** Tables without figures have so many rows. */
		wordRows: 4,
	},
	/** Figures that narrow columns wrap over two lines. */
	wrapped: {
		/** Lines of one cell stand at least this far from one another; what is closer stands side by side. */
		minStepEm: 0.5,
		/** Lines of one cell stand at most this far from one another. */
		maxStepEm: 1.7,
		/** A further digit takes at least so much room. */
		digitEm: 0.7,
		/** What stands in the middle between two lines is off it by less than this share of their distance. */
		offMiddleShare: 0.25,
	},
	/** Stretches of lines that form unruled tables. */
	zones: {
		/** Lines of one table are at most this far apart. */
		maxGapLines: 3.2,
		/** Lines of a wrapped label above or below the figures are at most this far apart. */
		labelGapLines: 0.35,
		/** Other tables have so many lines of figures. */
		minRows: 2,
	},
	/** Columns of unruled figures and their headings. */
	columns: {
		/** So many columns are a table in a single line, under headings, and the same table where they stand alike on two pages. */
		minColumns: 4,
		/** Texts this close are of one column, and borders may run this far into a text. */
		touchPt: 1,
		/** The sides of a cell leave this free of text at most, both together. */
		maxPaddingPt: 14,
		/** Lines of one heading are at most this far apart. */
		headingGapEm: 0.45,
		/** Headings over their columns, and columns of one table on two pages, stand alike within this share of a column. */
		shiftShare: 0.45,
		/** A heading that spans columns has its middle within this of theirs. */
		offCentrePt: 4,
		/** Borders of columns closer than this are one. */
		snapPt: 4,
	},
	/** Rows of unruled tables and their labels. */
	rows: {
		/** Label lines further from a line of figures are not part of its label. */
		labelReachEm: 2.4,
		/** What is closer to a line of figures than this share of the rows' distance is of its row. */
		pitchShare: 0.75,
		/** Parts of one label are closer than this on their line; a label follows its number within it too. */
		labelGapEm: 1,
		/** Row labels stand at least this far from the labels of groups beside them. */
		groupGapEm: 0.5,
		/** A blank row's label stands at least this far from the figures of other rows. */
		blankLines: 1.3,
		/** Parts of one row's figures, in other columns each, lean no further apart than this. */
		leanEm: 0.6,
	},
	/** Page numbers, and headers that repeat. */
	headersFooters: {
		/** Page numbers and headers stand in this share of the page's height at its top and bottom. */
		marginShare: 0.12,
		/** They stand in this one where they are marked as numbers, or apart from the text. */
		wideMarginShare: 0.2,
		/** They are apart from the text by more than this. */
		apartLines: 1.2,
		/** A header is on this share of the pages. */
		repeatShare: 0.6,
		/** A header is on so many pages, or on all of two. */
		minRepeats: 3,
	},
	/** Running text. */
	paragraphs: {
		/** Fewer lines than this do not show where the margins are. */
		minSample: 6,
		/** This share of the lines may stand out over a margin. */
		outlierShare: 0.05,
		/** A paragraph's first line is indented by at least this. */
		indentEm: 0.9,
		/** Sizes of the lines of one paragraph differ by less than this, of recognised ones by less than twice of it. */
		sizeShare: 0.15,
		/** Lines of one paragraph are at most this far apart. */
		lineGapEm: 1.6,
		/** A line that ends this close to the margin is full. */
		fullEm: 2.2,
		/** Before a number or address, a full line ends further from the margin by this for each character but two. */
		latinEm: 0.62,
		/** Titles stand in the middle of the column within this share of its width. */
		centreShare: 0.03,
		/** Titles end this far from the column's margins. */
		centreMarginEm: 2.6,
		/** A picture that may hold a table is wider than this share of the page. */
		pictureWidthShare: 0.4,
		/** A picture that may hold a table is higher than this share of the page. */
		pictureHeightShare: 0.06,
	},
	/** Sheets with several pages on them. */
	sheets: {
		/** A strip of this share of the sheet between two pages is free. */
		gutterShare: 0.03,
		/** Both pages have so many characters. */
		minGlyphs: 80,
		/** Both begin in one place, within this share of a page's width. */
		marginShare: 0.04,
	},
	/** Tables that continue over pages. */
	continued: {
		/** The sides of a table may shift by this much from page to page. */
		sideShiftPt: 16,
		/** Pages of one document are shifted against one another by at most this: sheets in a scanner, indented pages. */
		maxShiftPt: 45,
		/** A photographed sheet is larger or smaller than the one before by at most this share. */
		maxScale: 0.15,
		/** Borders of its columns then lie on those before within this share of the table's width. */
		scaledSnapShare: 0.014,
	},
};

/** The tolerances of table reading, by step; see DEFAULT_SETTINGS. */
export type TableSettings = { readonly [Step in keyof typeof defaults]: Readonly<(typeof defaults)[Step]> };

/** What every document is read with; a caller who knows better passes others to `buildDocument`. */
export const DEFAULT_SETTINGS: TableSettings = defaults;
