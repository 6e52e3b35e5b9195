import http from 'node:http';

export interface PreparedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends every request once over `connections` kept-alive connections; gives requests per second. Any refusal ends it. */
export async function sendAll(
  origin: string,
  requests: readonly PreparedRequest[],
  connections: number,
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL(origin);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) await send(agent, url, request);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return requests.length / seconds;
}

async function send(agent: http.Agent, url: URL, { path, headers, body }: PreparedRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        host: url.hostname,
        port: url.port,
        method: 'POST',
        path,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve();
          else reject(new Error(`${path} answered ${statusCode}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
