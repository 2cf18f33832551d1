import ts from 'typescript';
import { expect, it } from 'vitest';

// src/api.ts is written by hand: here it is held against the API's own description, so that neither drifts from the other unseen.

type Way = 'sent' | 'answered';
interface Schema {
  $ref?: string; type?: string | string[]; enum?: string[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema;
  oneOf?: Schema[]; anyOf?: Schema[]; additionalProperties?: boolean | Schema;
}
interface Media { content?: Record<string, { schema: Schema }>; $ref?: string }
interface Operation { parameters?: { $ref?: string; name: string; in: string; schema: Schema }[]; requestBody?: Media; responses: Record<string, Media> }

const here = (path: string) => ts.sys.resolvePath(decodeURIComponent(new URL(path, import.meta.url).pathname));
const document = JSON.parse(ts.sys.readFile(here('../../engine/src/main/resources/finality/edge/openapi.json'))!) as { paths: Record<string, Record<string, Operation>> };
const program = ts.createProgram([here('../src/api.ts')], { strict: true, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], types: [] });
const checker = program.getTypeChecker();

function resolved<T extends { $ref?: string }>(node: T): T {
  return node.$ref ? node.$ref.slice(2).split('/').reduce((at: unknown, name) => (at as Record<string, unknown>)[name], document) as T : node;
}

/** The schema without references and without `null`, and whether it had one. Of several shapes the first is the API's own. */
function plain(schema: Schema): { shape: Schema; nullable: boolean } {
  const at = resolved(schema);
  const of = at.oneOf ?? at.anyOf;
  if (of) return { shape: resolved(of.find((one) => one.type !== 'null')!), nullable: of.some((one) => one.type === 'null') };
  return { shape: at, nullable: Array.isArray(at.type) && at.type.includes('null') };
}

const member = (type: ts.Type, name: string) => type.getProperty(name);
const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbol(symbol);
const parts = (type: ts.Type) => (type.isUnion() ? type.types : [type]);
const without = (type: ts.Type) => checker.getNonNullableType(type);

/** What the console believes of a document that the description does not bear out. */
function differences(type: ts.Type, schema: Schema, way: Way, where: string): string[] {
  const { shape } = plain(schema);
  const kinds = parts(without(type));
  if (kinds.some((kind) => kind.flags & ts.TypeFlags.Unknown)) return [];
  const literals = kinds.flatMap((kind) => (kind.isStringLiteral() ? [kind.value] : []));
  if (literals.length > 0 && shape.enum) {
    const [from, to] = way === 'sent' ? [literals, shape.enum] : [shape.enum, literals];
    return from.filter((word) => !to.includes(word)).map((word) => `${where}: ${word} is unknown to the ${way === 'sent' ? 'engine' : 'console'}`);
  }
  const kind = kinds[0]!;
  if (checker.isArrayType(kind)) return shape.type === 'array' ? differences(checker.getTypeArguments(kind as ts.TypeReference)[0]!, shape.items!, way, `${where}[]`) : [`${where}: no list`];
  if (!(kind.flags & ts.TypeFlags.Object)) return fits(kind, shape) ? [] : [`${where}: ${checker.typeToString(kind)} is described as ${String(shape.type ?? 'another thing')}`];
  const values = kind.getStringIndexType();
  if (values) return typeof shape.additionalProperties === 'object' ? differences(values, shape.additionalProperties, way, `${where}.*`) : shape.additionalProperties ? [] : [`${where}: its names are fixed`];
  const missing = way === 'sent' ? (shape.required ?? []).filter((name) => !member(kind, name)).map((name) => `${where}.${name}: required, and never sent`) : [];
  return [...missing, ...checker.getPropertiesOfType(kind).flatMap((symbol) => ofProperty(symbol, shape, way, where))];
}

function ofProperty(symbol: ts.Symbol, shape: Schema, way: Way, where: string): string[] {
  const name = symbol.getName();
  const schema = shape.properties?.[name];
  if (!schema) return [`${where}.${name}: not described`];
  const mayMiss = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const mayBeNull = parts(typeOf(symbol)).some((part) => part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Unknown));
  const required = shape.required?.includes(name) ?? false;
  const wrong: string[] = [];
  if (way === 'answered' && !required && !mayMiss) wrong.push(`${where}.${name}: may be absent`);
  if (way === 'answered' && plain(schema).nullable && !mayBeNull) wrong.push(`${where}.${name}: may be null`);
  if (way === 'sent' && required && mayMiss) wrong.push(`${where}.${name}: is required`);
  return [...wrong, ...differences(typeOf(symbol), schema, way, `${where}.${name}`)];
}

function fits(kind: ts.Type, shape: Schema): boolean {
  const types = shape.enum ? ['string'] : [shape.type ?? []].flat();
  if (kind.flags & ts.TypeFlags.StringLike) return types.includes('string');
  if (kind.flags & ts.TypeFlags.NumberLike) return types.includes('integer') || types.includes('number');
  if (kind.flags & ts.TypeFlags.BooleanLike) return types.includes('boolean');
  return false;
}

/** The type of a field of a field …, where there is one. */
function inside(type: ts.Type, ...names: string[]): ts.Type | undefined {
  let at: ts.Type | undefined = type;
  for (const name of names) {
    const symbol: ts.Symbol | undefined = at && member(without(at), name);
    at = symbol && typeOf(symbol);
  }
  return at && without(at);
}

function ofOperation(call: ts.Type, operation: Operation, where: string): string[] {
  const query = inside(call, 'parameters', 'query');
  const described = (operation.parameters ?? []).map(resolved).filter((parameter) => parameter.in === 'query');
  const unknown = query ? checker.getPropertiesOfType(query).filter((asked) => !described.some(({ name }) => name === asked.getName())).map((asked) => `${where}?${asked.getName()}: not described`) : [];
  const body = inside(call, 'requestBody', 'content', 'application/json');
  const taken = operation.requestBody && resolved(operation.requestBody).content?.['application/json']?.schema;
  const sent = body ? taken ? differences(body, taken, 'sent', `${where} body`) : [`${where}: takes no body`] : [];
  const responses = inside(call, 'responses')!;
  const answers = checker.getPropertiesOfType(responses).map((status) => status.getName()).filter((status) => operation.responses[status]);
  if (answers.length === 0) return [`${where}: no status is the same`];
  const answered = answers.flatMap((status) => {
    const answer = inside(responses, status, 'content', 'application/json');
    const schema = resolved(operation.responses[status]!).content?.['application/json']?.schema;
    return answer && schema ? differences(answer, schema, 'answered', `${where} ${status}`) : [];
  });
  return [...unknown, ...sent, ...answered];
}

it('knows of the API what the API says of itself', () => {
  const file = program.getSourceFile(here('../src/api.ts'))!;
  const paths = file.statements.find((statement): statement is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(statement) && statement.name.text === 'paths')!;
  const calls = checker.getPropertiesOfType(checker.getTypeAtLocation(paths)).flatMap((path) =>
    checker.getPropertiesOfType(typeOf(path)).map((method) => ({ path: path.getName(), method: method.getName(), call: typeOf(method) })));
  expect(calls.length).toBeGreaterThan(20);
  expect(calls.flatMap(({ path, method, call }) => {
    const operation = document.paths[path]?.[method];
    return operation ? ofOperation(call, operation, `${method} ${path}`) : [`${method} ${path}: there is no such call`];
  })).toEqual([]);
});
