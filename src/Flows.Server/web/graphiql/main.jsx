import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';

const welcome = `# The GraphQL API of this Flows server. Ctrl-Space completes, Ctrl-Enter runs.
# A server that asks for a key wants the header {"Authorization": "Bearer flows_..."} (tab "Headers").

query Latest {
  flow_run(order_by: { created: desc }, limit: 10) {
    name
    state
    flow { name project { name } }
  }
}
`;

async function fetcher(params, options) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...options?.headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

createRoot(document.getElementById('graphiql')).render(<GraphiQL fetcher={fetcher} defaultQuery={welcome} defaultEditorToolsVisibility="variables" />);
