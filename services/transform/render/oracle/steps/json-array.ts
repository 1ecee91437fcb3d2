// JSON that is an array, and JSON that is neither an array nor nothing.
export const isJsonArray = (sql: string): string => `json_typeof(${sql}::json) = 'array'`;
export const isNoJsonArray = (sql: string): string => `json_typeof(${sql}::json) not in ('array', 'null')`;
