import ts from "typescript";

/** Where a file hands a list of any length to a call that takes numbers or items one by one, as `line:column`: too many of them make it throw. */
export function spreadArguments(file: ts.SourceFile): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && takesAnyNumber(node.expression) && node.arguments.some(isOfAnyLength)) {
			const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
			found.push(`${line + 1}:${character + 1}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

function takesAnyNumber(called: ts.Expression): boolean {
	if (!ts.isPropertyAccessExpression(called)) return false;
	const name = called.name.text;
	if (name === "max" || name === "min" || name === "hypot") return called.expression.getText() === "Math";
	return name === "push" || name === "unshift" || name === "fromCharCode" || name === "fromCodePoint";
}

/** A spread of anything but a list that is written out. */
function isOfAnyLength(argument: ts.Expression): boolean {
	return ts.isSpreadElement(argument) && !ts.isArrayLiteralExpression(argument.expression);
}
