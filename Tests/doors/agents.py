"""The official client of the Model Context Protocol talks to both transports.

    agents.py PROGRAM        settings come by DRAGOMAN_CONFIG
"""
import asyncio
import json
import os
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from service import Service

TOOLS = ["ask", "describe_schema", "validate_sql", "run_validated_sql"]


async def talk(session, name):
    hello = await session.initialize()
    assert hello.server_info.name == "dragoman", hello
    assert "plain words" in hello.instructions
    tools = await session.list_tools()
    assert [tool.name for tool in tools.tools] == TOOLS, tools

    async def use(tool, **arguments):
        result = await session.call_tool(tool, arguments)
        return json.loads(result.content[0].text), result.is_error

    answer, failed = await use("ask", question="Which shops in Germany are still open?")
    assert not failed and answer["outcome"] == "answered" and answer["rows"], answer
    schema, failed = await use("describe_schema", matching="store")
    assert not failed and schema["relations"], schema
    verdict, failed = await use("validate_sql", sql="select nothing from nowhere")
    assert failed and verdict["findings"][0]["rule"] == "unknown-relation", verdict
    rows, failed = await use("run_validated_sql", sql="select 1 + 1 as two")
    assert not failed and rows["rows"] == [[2]], rows
    refused, failed = await use("run_validated_sql", sql="delete from sales.order")
    assert failed and refused["outcome"] == "refused", refused
    print(f"{name}: introduced, {len(TOOLS)} tools used")


async def main(program):
    parameters = StdioServerParameters(command=program, args=["mcp"], env=dict(os.environ))
    async with stdio_client(parameters) as streams, ClientSession(streams[0], streams[1]) as session:
        await talk(session, "standard input and output")
    with Service(program) as service:
        async with streamable_http_client(service.url + "/mcp") as streams:
            async with ClientSession(streams[0], streams[1]) as session:
                await talk(session, "streamable HTTP")


asyncio.run(main(sys.argv[1]))
