export const length = field => field.value.length;

// The bytes travel as one stream: a circuit message would end at 32 KB.
export const read = field => new TextEncoder().encode(field.value);

export const clear = field => { field.value = ""; };
