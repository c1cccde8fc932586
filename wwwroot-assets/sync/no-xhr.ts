// Stands in for SignalR's client over XMLHttpRequest in the bundle (build.mjs): every browser that the bundle is made for has fetch, which
// is taken first.
export class XhrHttpClient {}
