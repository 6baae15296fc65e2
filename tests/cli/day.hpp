// A small day of a bookshop, as lines of `amends run`.
#pragma once

#include <string>

namespace amends::test {

inline const std::string day_opens =
    R"({"op":"open","id":"web-1","at":"2026-09-21T08:45:12+08:00","by":"customer:c-77","kind":"complaint","channel":"web","customer":{"id":"c-77","name":"王芳"},"order":{"id":"o-1","currency":"CNY","paid":"92.00 CNY","lines":[{"id":"l-1","quantity":2,"unit_price":"45.00 CNY","paid":"80.00 CNY"}],"deliveries":[{"id":"d-1","lines":["l-1"],"delivered_at":"2026-09-20T19:30:00+08:00","postage":"12.00 CNY"}]},"text":"书收到了，封面撕裂","about":[{"line":"l-1"}]})"
    "\n"
    R"({"op":"open","id":"web-2","at":"2026-09-21T09:00:00+08:00","by":"customer:c-78","kind":"complaint","customer":{"id":"c-78"},"order":{"id":"o-2","paid":"59.00 CNY"},"text":"快递一直没有到，太慢了"})"
    "\n";
inline const std::string day_goes_on =
    R"({"op":"contact","id":"con-1","at":"2026-09-21T09:40:00+08:00","by":"agent:li","case_id":"web-1","by_channel":"phone"})"
    "\n"
    R"({"op":"propose","id":"pro-1","at":"2026-09-21T10:40:00+08:00","by":"manager:sun","case_id":"web-1","lines":[{"line":"l-1","give":"refund","amount":"80.00 CNY"}]})"
    "\n"
    R"({"op":"accept","id":"acc-1","at":"2026-09-21T11:00:00+08:00","by":"customer:c-77","case_id":"web-1"})"
    "\n"
    R"({"op":"tick","id":"t-1","at":"2026-09-21T12:00:00+08:00"})"
    "\n";
inline const std::string day = day_opens + day_goes_on;

} // namespace amends::test
