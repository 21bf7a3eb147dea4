namespace Flows.Server.Tests.Queries;

/// <summary>Queries and their answers: the read API of contract section 3, one meaning per row.</summary>
public sealed class QueryTableTests(Dataset data) : IClassFixture<Dataset>
{
    public static TheoryData<string, string> Queries => new()
    {
        // service fields, aliases, __typename
        { "{ hello again: hello __typename }", """{"hello": "👋", "again": "👋", "__typename": "query_root"}""" },
        { "{ api { backend mode core_version release_timestamp } }", """{"api": {"backend": "SERVER", "mode": "normal", "core_version": "1.4.1", "release_timestamp": null}}""" },
        { "{ t: tenant { __typename name: slug } }", """{"t": [{"__typename": "tenant", "name": "default"}]}""" },
        // lists, order, paging
        { "{ flow(order_by: {name: asc, version: desc}) { name version archived } }",
          """{"flow": [{"name": "100% other", "version": 1, "archived": false}, {"name": "Hello", "version": 2, "archived": false}, {"name": "Hello", "version": 1, "archived": true}]}""" },
        { "{ flow(order_by: [{version: desc}, {name: asc}], limit: 2) { name version } }", """{"flow": [{"name": "Hello", "version": 2}, {"name": "100% other", "version": 1}]}""" },
        { "{ flow_run(order_by: {created: asc}, offset: 2) { name } }", """{"flow_run": [{"name": "r3"}]}""" },
        { "{ flow_run(order_by: {created: asc}, limit: 0) { name } }", """{"flow_run": []}""" },
        { "{ flow_run(order_by: {flow: {name: asc}, name: desc}) { name } }", """{"flow_run": [{"name": "r3"}, {"name": "r2"}, {"name": "r1"}]}""" },
        // nulls: last when ascending, first when descending, or as said
        { "{ flow_run(order_by: {start_time: asc, name: asc}) { name } }", """{"flow_run": [{"name": "r2"}, {"name": "r1"}, {"name": "r3"}]}""" },
        { "{ flow_run(order_by: {start_time: desc, name: asc}) { name } }", """{"flow_run": [{"name": "r1"}, {"name": "r3"}, {"name": "r2"}]}""" },
        { "{ flow_run(order_by: {start_time: desc_nulls_last, name: asc}) { name } }", """{"flow_run": [{"name": "r2"}, {"name": "r1"}, {"name": "r3"}]}""" },
        { "{ flow_run(order_by: {start_time: asc_nulls_first, name: asc}) { name } }", """{"flow_run": [{"name": "r1"}, {"name": "r3"}, {"name": "r2"}]}""" },
        // aggregates over related rows as an order
        { "{ flow(order_by: {flow_runs_aggregate: {count: desc}, version: asc}) { name version } }", """{"flow": [{"name": "100% other", "version": 1}, {"name": "Hello", "version": 1}, {"name": "Hello", "version": 2}]}""" },
        { "{ flow(order_by: [{flow_runs_aggregate: {max: {name: asc_nulls_first}}}, {version: desc}]) { name version } }", """{"flow": [{"name": "Hello", "version": 2}, {"name": "Hello", "version": 1}, {"name": "100% other", "version": 1}]}""" },
        { "{ flow_run(order_by: {flow: {tasks_aggregate: {count: asc}}, name: desc}, limit: 1) { name } }", """{"flow_run": [{"name": "r3"}]}""" },
        // distinct
        { "{ flow(distinct_on: name, order_by: {name: asc, version: desc}) { name version } }", """{"flow": [{"name": "100% other", "version": 1}, {"name": "Hello", "version": 2}]}""" },
        { "{ flow(distinct_on: [name], order_by: {name: desc, version: asc}, limit: 1) { name version } }", """{"flow": [{"name": "Hello", "version": 1}]}""" },
        { "{ flow(distinct_on: null, where: {name: {_eq: \"Hello\"}}, order_by: {version: asc}) { version } }", """{"flow": [{"version": 1}, {"version": 2}]}""" },
        { "{ project { flows_aggregate(distinct_on: name) { aggregate { count } } } }", """{"project": [{"flows_aggregate": {"aggregate": {"count": 2}}}]}""" },
        // null collapse
        { "{ flow(where: {name: {_eq: null}}, order_by: {name: asc, version: asc}) { version } }", """{"flow": [{"version": 1}, {"version": 1}, {"version": 2}]}""" },
        { "{ flow_aggregate(where: {name: {_in: null}, project: {name: {_eq: null}}}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 3}}}""" },
        { "{ flow_aggregate(where: {}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 3}}}""" },
        { "{ flow_aggregate(where: {version: {_nin: []}}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 3}}}""" },
        { "{ flow_aggregate(where: {version: {_in: []}}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 0}}}""" },
        { "{ flow_aggregate(where: {_or: []}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 0}}}""" },
        // comparisons
        { "{ flow(where: {version: {_gt: 1}}) { version } }", """{"flow": [{"version": 2}]}""" },
        { "{ flow(where: {version: {_gte: 2, _lte: 2}}) { version } }", """{"flow": [{"version": 2}]}""" },
        { "{ flow(where: {version: {_neq: 2}, archived: {_eq: true}}) { version } }", """{"flow": [{"version": 1}]}""" },
        { "{ flow(where: {name: {_in: [\"Hello\", null, \"x\"]}, version: {_in: 1}}) { name } }", """{"flow": [{"name": "Hello"}]}""" },
        { "{ flow(where: {name: {_nin: [\"Hello\"]}}) { name } }", """{"flow": [{"name": "100% other"}]}""" },
        { "{ flow(where: {name: {_like: \"hel%\"}}) { name } }", """{"flow": []}""" },
        { "{ flow(where: {name: {_like: \"H_l%\"}, version: {_lt: 2}}) { name } }", """{"flow": [{"name": "Hello"}]}""" },
        { "{ flow(where: {name: {_ilike: \"hel%\"}, archived: {_eq: false}}) { name } }", """{"flow": [{"name": "Hello"}]}""" },
        { "{ flow(where: {name: {_ilike: \"100\\\\% %\"}}) { name } }", """{"flow": [{"name": "100% other"}]}""" },
        { "{ flow(where: {name: {_like: \"100\\\\%%\"}}) { name } }", """{"flow": [{"name": "100% other"}]}""" },
        { "{ flow_run(where: {start_time: {_is_null: false}}) { name } }", """{"flow_run": [{"name": "r2"}]}""" },
        { "{ flow_run(where: {start_time: {_is_null: true}, name: {_gt: \"r1\"}}) { name } }", """{"flow_run": [{"name": "r3"}]}""" },
        { "{ flow_run(where: {created: {_lt: \"2026-01-01T12:00:04\"}}) { name created } }", """{"flow_run": [{"name": "r1", "created": "2026-01-01T12:00:03.000000+00:00"}]}""" },
        { "{ flow_run(where: {created: {_lte: \"2026-01-01T13:00:03+01:00\"}}) { name } }", """{"flow_run": [{"name": "r1"}]}""" },
        // JSON columns
        { "{ flow_run(where: {labels: {_contains: [\"b\"]}}, order_by: {name: asc}) { name labels } }", """{"flow_run": [{"name": "r1", "labels": ["a", "b"]}, {"name": "r3", "labels": ["b"]}]}""" },
        { "{ flow_run(where: {labels: {_contained_in: [\"b\", \"c\"]}}, order_by: {name: asc}) { name } }", """{"flow_run": [{"name": "r2"}, {"name": "r3"}]}""" },
        { "{ flow_run(where: {labels: {_has_key: \"a\"}}) { name } }", """{"flow_run": [{"name": "r1"}]}""" },
        { "{ flow_run(where: {labels: {_has_keys_any: [\"a\", \"x\"]}}) { name } }", """{"flow_run": [{"name": "r1"}]}""" },
        { "{ flow_run(where: {labels: {_has_keys_all: [\"a\", \"b\"]}}) { name } }", """{"flow_run": [{"name": "r1"}]}""" },
        { "{ flow_run(where: {labels: {_eq: []}}) { name } }", """{"flow_run": [{"name": "r2"}]}""" },
        { "{ flow_run(where: {parameters: {_contains: {n: 2}}}, limit: 1, order_by: {name: asc}) { parameters } }", """{"flow_run": [{"parameters": {"name": "Bob", "n": 2, "text": "ü\"<"}}]}""" },
        // combinations
        { "{ flow(where: {_and: {name: {_eq: \"Hello\"}, version: {_eq: 1}}}) { version } }", """{"flow": [{"version": 1}]}""" },
        { "{ flow(where: {_or: [{version: {_eq: 2}}, {name: {_ilike: \"%other\"}}], archived: {_eq: false}}, order_by: {version: asc}) { version } }", """{"flow": [{"version": 1}, {"version": 2}]}""" },
        { "{ flow(where: {_not: {archived: {_eq: false}}}) { version } }", """{"flow": [{"version": 1}]}""" },
        { "{ flow(where: {_and: [{version: {_lte: 1}}, {}], name: {_neq: \"Hello\"}}) { name } }", """{"flow": [{"name": "100% other"}]}""" },
        // relations in filters
        { "{ flow(where: {flow_runs: {name: {_eq: \"r1\"}}}) { name } }", """{"flow": [{"name": "100% other"}]}""" },
        { "{ flow_aggregate(where: {_not: {flow_runs: {}}}) { aggregate { count } } }", """{"flow_aggregate": {"aggregate": {"count": 2}}}""" },
        { "{ flow_run(where: {flow: {project: {name: {_eq: \"P\"}}}, state: {_eq: Running}}) { name } }", """{"flow_run": [{"name": "r2"}]}""" },
        // nested
        { "{ flow_run(where: {name: {_eq: \"r2\"}}) { flow { name project { name } } agent { id } states(order_by: {version: desc}, limit: 1) { state version } } }",
          """{"flow_run": [{"flow": {"name": "100% other", "project": {"name": "P"}}, "agent": null, "states": [{"state": "Running", "version": 2}]}]}""" },
        { "{ project { name flows(where: {archived: {_eq: false}}, order_by: {name: asc}) { name tasks(order_by: {slug: asc}) { slug mapped upstream_edges { key upstream_task { slug } } } } } }",
          """
          {"project": [{"name": "P", "flows": [
            {"name": "100% other", "tasks": []},
            {"name": "Hello", "tasks": [
              {"slug": "bye-1", "mapped": false, "upstream_edges": [{"key": null, "upstream_task": {"slug": "hello-1"}}]},
              {"slug": "hello-1", "mapped": false, "upstream_edges": [{"key": "who", "upstream_task": {"slug": "name"}}]},
              {"slug": "name", "mapped": false, "upstream_edges": []}]}]}]}
          """ },
        { "{ flow(where: {name: {_eq: \"100% other\"}}) { flow_group { settings labels } settings environment } }",
          """{"flow": [{"flow_group": {"settings": {"heartbeat_enabled": true, "lazarus_enabled": true, "version_locking_enabled": false, "idempotency_key": null}, "labels": null}, "settings": {}, "environment": null}]}""" },
        // aggregates
        { "{ flow_run_aggregate { aggregate { count max { name created } min { name } } } }",
          """{"flow_run_aggregate": {"aggregate": {"count": 3, "max": {"name": "r3", "created": "2026-01-01T12:00:05.000000+00:00"}, "min": {"name": "r1"}}}}""" },
        { "{ flow_aggregate(order_by: {created: asc}) { aggregate { total: count(columns: name, distinct: true) sum { version } avg { version } __typename } nodes { name } } }",
          """
          {"flow_aggregate": {"aggregate": {"total": 2, "sum": {"version": 4}, "avg": {"version": 1.3333333333333333}, "__typename": "flow_aggregate_fields"},
            "nodes": [{"name": "Hello"}, {"name": "Hello"}, {"name": "100% other"}]}}
          """ },
        { "{ flow_aggregate { aggregate { count(columns: [name, archived], distinct: true) names: count(columns: [name, archived]) nulls: count(columns: description) } } }", """{"flow_aggregate": {"aggregate": {"count": 3, "names": 3, "nulls": 0}}}""" },
        { "{ flow_run_aggregate(where: {name: {_eq: \"no\"}}) { aggregate { count max { version } } nodes { id } } }", """{"flow_run_aggregate": {"aggregate": {"count": 0, "max": {"version": null}}, "nodes": []}}""" },
        { "{ flow(where: {name: {_eq: \"100% other\"}}) { running: flow_runs_aggregate(where: {state: {_eq: \"Running\"}}) { aggregate { count } } all: flow_runs_aggregate(order_by: {name: asc}) { aggregate { count } nodes { name flow { name } } } } }",
          """
          {"flow": [{"running": {"aggregate": {"count": 1}}, "all": {"aggregate": {"count": 3},
            "nodes": [{"name": "r1", "flow": {"name": "100% other"}}, {"name": "r2", "flow": {"name": "100% other"}}, {"name": "r3", "flow": {"name": "100% other"}}]}}]}
          """ },
        { "{ flow_aggregate(where: {name: {_eq: \"no\"}}) { __typename aggregate { __typename max { __typename } } } project { flows_aggregate { __typename } } }",
          """{"flow_aggregate": {"__typename": "flow_aggregate", "aggregate": {"__typename": "flow_aggregate_fields", "max": {"__typename": "flow_max_fields"}}}, "project": [{"flows_aggregate": {"__typename": "flow_aggregate"}}]}""" },
        // fragments and directives
        { "query { flow(where: {version: {_eq: 2}}) { ...F version @skip(if: true) } } fragment F on flow { name ... on flow { archived } version @include(if: false) }", """{"flow": [{"name": "Hello", "archived": false}]}""" },
        { "query { flow(where: {version: {_eq: 2}}) { name ...F } } fragment F on flow { name ...F project { name } project { description } }", """{"flow": [{"name": "Hello", "project": {"name": "P", "description": null}}]}""" },
        // by key
        { "{ flow_run_by_pk(id: \"00000000-0000-0000-0000-000000000000\") { id logs { id } } }", """{"flow_run_by_pk": null}""" },
        { "{ get_task_run_info(task_run_id: \"00000000-0000-0000-0000-000000000000\") { serialized_state } }", """{"get_task_run_info": null}""" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_OfTheDataset_HasTheAnswer(string query, string expected) => (await data.Server.RunAsync(query)).ShouldBeJson(expected);

    [Fact]
    public async Task ByKey_OfARun_KeepsTheOrderOfKeysAroundLists()
    {
        var id = (await data.Server.RunAsync("{ flow_run(where: {name: {_eq: \"r2\"}}) { id } }")).GetProperty("flow_run")[0].GetProperty("id").GetString();
        var answer = await data.Server.RunAsync($"{{ flow_run_by_pk(id: \"{id}\") {{ name states(order_by: {{version: asc}}, where: {{version: {{_gt: 1}}}}) {{ state }} flow {{ name }} task_runs {{ id }} state }} }}");
        answer.ShouldBeJson("""{"flow_run_by_pk": {"name": "r2", "states": [{"state": "Running"}], "flow": {"name": "100% other"}, "task_runs": [], "state": "Running"}}""");
    }
}
