import ts from "typescript";

/** Where a file makes a promise that nobody waits for, as `line:column`; `void` before the call says that this is meant. */
export function floatingPromises(file: ts.SourceFile, checker: ts.TypeChecker): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isExpressionStatement(node) && isFloating(node.expression, checker)) {
			const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
			found.push(`${line + 1}:${character + 1}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

/** Whether a statement's value is a promise, or a list of promises, that is neither awaited nor caught. */
function isFloating(expression: ts.Expression, checker: ts.TypeChecker): boolean {
	if (ts.isParenthesizedExpression(expression)) return isFloating(expression.expression, checker);
	if (ts.isConditionalExpression(expression))
		return isFloating(expression.whenTrue, checker) || isFloating(expression.whenFalse, checker);
	if (ts.isBinaryExpression(expression)) return isLazy(expression.operatorToken.kind) && isFloating(expression.right, checker);
	if (!ts.isCallExpression(expression) && !ts.isTaggedTemplateExpression(expression)) return false;
	if (ts.isCallExpression(expression) && isCaught(expression)) return false;
	const type = checker.getTypeAtLocation(expression);
	return isPromise(type, checker) || isListOfPromises(type, checker);
}

function isLazy(operator: ts.SyntaxKind): boolean {
	return (
		operator === ts.SyntaxKind.AmpersandAmpersandToken ||
		operator === ts.SyntaxKind.BarBarToken ||
		operator === ts.SyntaxKind.QuestionQuestionToken ||
		operator === ts.SyntaxKind.CommaToken
	);
}

/** `promise.catch(…)`, or `promise.then(…, …)`: what fails is dealt with. */
function isCaught({ expression, arguments: given }: ts.CallExpression): boolean {
	if (!ts.isPropertyAccessExpression(expression)) return false;
	return (expression.name.text === "catch" && given.length > 0) || (expression.name.text === "then" && given.length > 1);
}

function isPromise(type: ts.Type, checker: ts.TypeChecker): boolean {
	if (type.isUnion()) return type.types.some((part) => isPromise(part, checker));
	const then = type.getProperty("then");
	return then !== undefined && checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
}

function isListOfPromises(type: ts.Type, checker: ts.TypeChecker): boolean {
	if (!checker.isArrayType(type) && !checker.isTupleType(type)) return false;
	return checker.getTypeArguments(type as ts.TypeReference).some((element) => isPromise(element, checker));
}
