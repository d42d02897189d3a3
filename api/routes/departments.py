"""`/api/departments`: who bears duties, and which."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from api.responses import json_response
from api.routes.engine import EngineOfApp
from api.schemas.departments import DepartmentCountJson, DepartmentJson, department_counts, department_json

router = APIRouter(prefix="/api/departments", tags=["部门"])
_NAME = Path(min_length=1, max_length=100, examples=["澜州市科学技术局"])


class DepartmentsJson(TypedDict):
    """All departments of the library."""

    departments: list[DepartmentCountJson]


@router.get("", responses={200: {"model": DepartmentsJson, "description": "部门"}}, summary="部门列表")
def departments(engine: EngineOfApp) -> Response:
    """列出库内文件点名的部门和职责数，职责多的在前。"""
    return json_response({"departments": department_counts(engine.library)})


@router.get("/{name}", responses={200: {"model": DepartmentJson, "description": "部门职责"}}, summary="一个部门的职责")
def department(engine: EngineOfApp, name: Annotated[str, _NAME]) -> Response:
    """列出一个部门在所有文件中的职责；名称可写全称，也可写文件中的写法。"""
    found = department_json(name, engine.library)
    if found is None:
        raise HTTPException(404, f"库内文件没有写明“{name}”的职责")
    return json_response(found)
