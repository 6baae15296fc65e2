// What the shop tells us of a customer and an order. The shapes are those of the JSON commands.
#pragma once

#include "amends/described.hpp"

#include <optional>
#include <string>
#include <vector>

namespace amends {

// Only `id` is required.
struct Customer {
  std::string id;
  std::optional<Personal> name;
  std::optional<Personal> phone;
  std::optional<Personal> email;
  std::optional<Personal> address;
  std::optional<std::string> language; // "zh", "zh-Hant", "en"
  std::optional<std::string> timezone; // IANA name
  std::optional<std::string> tier;     // the shop's word: "vip"
  bool overseas = false;
  std::optional<std::string> region; // ISO 3166-2: "CN-SC"
  std::optional<std::int32_t> birth_year;
  std::vector<std::string> accepts; // channels, the preferred one first
  Json x;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, name, phone, email, address, language, timezone, tier, overseas, region,
                       birth_year, accepts, x))

enum class Buyer { consumer, business };
BOOST_DESCRIBE_ENUM(Buyer, consumer, business)

struct OrderLine {
  std::string id;
  std::optional<std::string> sku;
  std::optional<std::string> title;
  std::optional<std::int64_t> quantity;
  std::optional<Money> unit_price;
  std::optional<Money> paid; // for the whole line, after discounts
  std::optional<std::string> seller;
  std::optional<std::string> warehouse;
  std::optional<std::string> batch;
  std::optional<bool> returnable;
  std::optional<std::string> category; // the shop's goods category
  Json x;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (id, sku, title, quantity, unit_price, paid, seller, warehouse, batch,
                       returnable, category, x))

struct Delivery {
  std::string id;
  std::vector<std::string> lines; // ids of order lines; empty: all
  std::optional<std::string> carrier;
  std::optional<std::string> tracking;
  std::optional<Instant> promised_at;
  std::optional<Instant> shipped_at;
  std::optional<Instant> delivered_at;
  std::optional<Personal> signed_by;
  std::optional<bool> insured;
  std::optional<Money> declared_value;
  std::optional<Money> postage;
  Json x;
};
BOOST_DESCRIBE_STRUCT(Delivery, (),
                      (id, lines, carrier, tracking, promised_at, shipped_at, delivered_at,
                       signed_by, insured, declared_value, postage, x))

struct Payment {
  std::string id;
  std::optional<std::string> method;
  std::optional<Money> amount;
  std::optional<bool> refundable;
  Json x;
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, method, amount, refundable, x))

struct Order {
  std::string id;
  std::optional<std::int64_t> revision; // rises with every change; absent is 0
  std::optional<Instant> placed_at;
  std::optional<Buyer> buyer;
  std::optional<std::string> currency;
  std::optional<Money> paid;
  std::optional<std::string> channel;
  std::vector<OrderLine> lines;
  std::vector<Delivery> deliveries;
  std::vector<Payment> payments;
  Json x;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, revision, placed_at, buyer, currency, paid, channel, lines, deliveries,
                       payments, x))

// What a complaint is about; all absent: the whole order.
struct About {
  std::optional<std::string> line;
  std::optional<std::int64_t> quantity;
  std::optional<std::string> delivery;
};
BOOST_DESCRIBE_STRUCT(About, (), (line, quantity, delivery))

AMENDS_DECLARE_TYPE(Customer)
AMENDS_DECLARE_TYPE(Order)

} // namespace amends
