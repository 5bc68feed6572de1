// Damage to the bytes of a database. Offsets are those of sqlite.org/fileformat2.html.
#include "tests/fuzz/damage.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace fuzz {
namespace {

/// A database as pages, with reads and writes that never leave it.
class Pages {
public:
    Pages(std::string& bytes, Random& random) : m_bytes(bytes), m_random(random) {
        const std::size_t size = number(16, 2);
        m_page_bytes = size == 1 ? 65536 : size >= 512 && (size & (size - 1)) == 0 ? size : 4096;
    }

    [[nodiscard]] std::size_t page_bytes() const { return m_page_bytes; }
    [[nodiscard]] std::size_t count() const { return std::max<std::size_t>(1, m_bytes.size() / m_page_bytes); }
    [[nodiscard]] std::size_t start_of(std::size_t page) const { return page * m_page_bytes; }
    /// Where the b-tree header of a page begins: behind the file's header on the first.
    [[nodiscard]] std::size_t tree_of(std::size_t page) const { return start_of(page) + (page == 0 ? 100 : 0); }
    [[nodiscard]] bool is_interior(std::size_t page) const {
        const std::size_t kind = number(tree_of(page), 1);
        return kind == 2 || kind == 5;
    }
    [[nodiscard]] std::size_t cell_count(std::size_t page) const {
        return std::min(number(tree_of(page) + 3, 2), m_page_bytes / 4);
    }
    [[nodiscard]] std::size_t pointer_at(std::size_t page, std::size_t cell) const {
        return tree_of(page) + (is_interior(page) ? 12 : 8) + cell * 2;
    }
    [[nodiscard]] std::size_t cell_at(std::size_t page, std::size_t cell) const {
        return start_of(page) + number(pointer_at(page, cell), 2);
    }
    [[nodiscard]] std::size_t any_page() { return m_random.below(count()); }
    /// One that is a b-tree with cells, if luck has it.
    [[nodiscard]] std::size_t tree_page(bool interior) {
        std::size_t page = any_page();
        for (int attempt = 0; attempt < 40 && (cell_count(page) == 0 || is_interior(page) != interior); ++attempt)
            page = any_page();
        return page;
    }

    [[nodiscard]] std::size_t number(std::size_t offset, std::size_t size) const {
        std::size_t value = 0;
        for (std::size_t index = 0; index < size; ++index)
            value = value << 8
                    | (offset + index < m_bytes.size() ? static_cast<unsigned char>(m_bytes[offset + index]) : 0U);
        return value;
    }
    void put(std::size_t offset, std::size_t size, std::size_t value) {
        for (std::size_t index = size; index-- > 0; value >>= 8) {
            if (offset + index < m_bytes.size())
                m_bytes[offset + index] = static_cast<char>(value & 0xff);
        }
    }
    /// A value that such a field should not have, or a neighbour of the one that it has.
    void spoil(std::size_t offset, std::size_t size) {
        const std::size_t now = number(offset, size);
        const std::array<std::size_t, 12> values = {0,
                                                    1,
                                                    2,
                                                    now + 1,
                                                    now - 1,
                                                    now << 1,
                                                    0x7fffffff,
                                                    0xffffffff,
                                                    m_page_bytes,
                                                    count(),
                                                    m_random.below(count() + 2),
                                                    static_cast<std::size_t>(m_random.next())};
        put(offset, size, m_random.pick(values));
    }
    void copy(std::size_t from, std::size_t to, std::size_t size) {
        if (from >= m_bytes.size() || to >= m_bytes.size())
            return;
        const std::string run = m_bytes.substr(from, std::min(size, m_bytes.size() - to));
        m_bytes.replace(to, run.size(), run);
    }

private:
    std::string& m_bytes;
    Random& m_random;
    std::size_t m_page_bytes = 4096;
};

void overwrite(std::string& bytes, Random& random) {
    const std::size_t start = random.below(bytes.size());
    const std::size_t end = std::min(bytes.size(), start + 1 + random.below(random.one_in(8) ? 8192 : 64));
    const bool is_noise = random.one_in(2);
    const char fill = random.one_in(2) ? '\0' : random.byte();
    for (std::size_t index = start; index < end; ++index)
        bytes[index] = is_noise ? random.byte() : fill;
}

void spoil_page_header(Pages& pages, Random& random) {
    struct Field {
        std::size_t offset, size;
    };
    constexpr std::array<Field, 6> kFields = {{{0, 1}, {1, 2}, {3, 2}, {5, 2}, {7, 1}, {8, 4}}};
    const Field& field = random.pick(kFields);
    pages.spoil(pages.tree_of(pages.any_page()) + field.offset, field.size);
}

void spoil_cell_pointer(Pages& pages, Random& random) {
    const std::size_t page = pages.tree_page(random.one_in(6));
    const std::size_t cells = std::max<std::size_t>(1, pages.cell_count(page));
    const std::size_t one = pages.pointer_at(page, random.below(cells));
    const std::size_t other = pages.pointer_at(page, random.below(cells));
    const std::size_t kept = pages.number(one, 2);
    switch (random.below(4)) {
    case 0: // out of order
        pages.put(one, 2, pages.number(other, 2));
        pages.put(other, 2, kept);
        break;
    case 1: // twice the same
        pages.put(one, 2, pages.number(other, 2));
        break;
    default:
        pages.spoil(one, 2);
        break;
    }
}

/// Sizes of payloads and headers, row ids and types of columns are all varints at the start of a cell.
void spoil_varint(std::string& bytes, Pages& pages, Random& random) {
    const std::size_t page = pages.tree_page(random.one_in(8));
    const std::size_t cell = pages.cell_at(page, random.below(pages.cell_count(page)));
    const std::size_t at = cell + random.below(12);
    const std::size_t length = random.one_in(3) ? 9 : 1 + random.below(2);
    for (std::size_t index = 0; index < length && at + index < bytes.size(); ++index)
        bytes[at + index] = length == 9 ? '\xff' : random.byte();
}

/// Children of inner pages, and the next page of an overflow chain: loops, strangers, pages that are not there.
void spoil_child_pointer(Pages& pages, Random& random) {
    const std::size_t page = pages.tree_page(true);
    if (random.one_in(3)) {
        pages.spoil(pages.start_of(pages.any_page()), 4);
        return;
    }
    const std::size_t cell = pages.cell_at(page, random.below(pages.cell_count(page)));
    pages.spoil(random.one_in(3) ? pages.tree_of(page) + 8 : cell, 4);
}

void spoil_file_header(Pages& pages, Random& random) {
    struct Field {
        std::size_t offset, size;
    };
    constexpr std::array<Field, 21> kFields = {{{16, 2}, {18, 1}, {19, 1}, {20, 1}, {21, 1}, {22, 1}, {23, 1},
                                                {24, 4}, {28, 4}, {32, 4}, {36, 4}, {40, 4}, {44, 4}, {48, 4},
                                                {52, 4}, {56, 4}, {60, 4}, {64, 4}, {68, 4}, {92, 4}, {96, 4}}};
    for (std::size_t changes = 1 + random.below(2); changes > 0; --changes) {
        const Field& field = random.pick(kFields);
        pages.spoil(field.offset, field.size);
    }
}

/// A list of free pages that names pages in use, itself, or none.
void spoil_freelist(Pages& pages, Random& random) {
    const std::size_t trunk = 1 + pages.any_page();
    const std::size_t leaves = random.below(6);
    pages.put(32, 4, random.one_in(8) ? random.below(1 << 20) : trunk);
    pages.put(36, 4, random.one_in(4) ? random.below(1000) : leaves + 1);
    if (random.one_in(3))
        return;
    const std::size_t start = pages.start_of(trunk - 1);
    pages.put(start, 4, random.one_in(2) ? 0 : 1 + pages.any_page());
    pages.put(start + 4, 4, random.one_in(6) ? random.below(1 << 20) : leaves);
    for (std::size_t leaf = 0; leaf < leaves; ++leaf)
        pages.put(start + 8 + leaf * 4, 4, 1 + pages.any_page());
}

void spoil_schema_text(std::string& bytes, Random& random) {
    constexpr std::array<std::array<std::string_view, 2>, 12> kWords = {{{"TABLE", "INDEX"},
                                                                         {"STRICT", "      "},
                                                                         {"INTEGER", "integer"},
                                                                         {"TEXT", "BLOB"},
                                                                         {"CHECK", "check"},
                                                                         {"UNIQUE", "      "},
                                                                         {"NOT NULL", "        "},
                                                                         {"PRIMARY KEY", "           "},
                                                                         {"WITHOUT ROWID", "             "},
                                                                         {"fts5", "fts4"},
                                                                         {"unicode61", "porter 61"},
                                                                         {"roles", "tables"}}};
    const auto& [word, other] = random.pick(kWords);
    std::vector<std::size_t> places;
    for (std::size_t at = bytes.find(word); at != bytes.npos; at = bytes.find(word, at + 1))
        places.push_back(at);
    if (!places.empty() && random.one_in(2)) {
        bytes.replace(random.pick(places), word.size(), other.substr(0, word.size()));
        return;
    }
    places.clear();
    for (std::size_t at = bytes.find("CREATE "); at != bytes.npos; at = bytes.find("CREATE ", at + 1))
        places.push_back(at);
    if (!places.empty())
        bytes[std::min(bytes.size() - 1, random.pick(places) + random.below(300))] = random.byte();
}

void splice(std::string& bytes, std::string_view donor, Pages& pages, Random& random) {
    const std::size_t page = pages.page_bytes();
    if (random.one_in(4)) {
        const std::size_t cut = random.below(std::min(bytes.size(), donor.size()));
        bytes = bytes.substr(0, cut).append(donor.substr(cut));
        return;
    }
    for (std::size_t count = 1 + random.below(3); count > 0; --count) {
        const std::string_view run = donor.substr(random.below(donor.size() / page) * page, page);
        const std::size_t to = pages.start_of(pages.any_page());
        if (to + run.size() <= bytes.size())
            bytes.replace(to, run.size(), run);
    }
}

} // namespace

std::string damaged_bytes(std::string bytes, std::string_view donor, Damage damage, Random& random) {
    if (bytes.empty())
        return std::string(donor);
    Pages pages(bytes, random);
    const std::size_t page = pages.page_bytes();
    switch (damage) {
    case Damage::BitFlips:
        for (std::size_t count = 1 + random.below(random.one_in(4) ? 64 : 4); count > 0; --count) {
            char& byte = bytes[random.below(bytes.size())];
            byte = static_cast<char>(byte ^ (1 << random.below(8)));
        }
        break;
    case Damage::ByteSets:
        for (std::size_t count = 1 + random.below(8); count > 0; --count)
            bytes[random.below(bytes.size())] = random.byte();
        break;
    case Damage::Overwrite:
        overwrite(bytes, random);
        break;
    case Damage::Truncate:
        bytes.resize(random.one_in(2) ? random.below(bytes.size()) : random.below(pages.count()) * page);
        break;
    case Damage::Extend:
        bytes.append(random.one_in(2) ? page * (1 + random.below(4)) : 1 + random.below(5000), random.byte());
        break;
    case Damage::SwapPages: {
        const std::size_t one = pages.any_page();
        const std::size_t other = pages.any_page();
        const std::string kept = bytes.substr(pages.start_of(one), page);
        pages.copy(pages.start_of(other), pages.start_of(one), page);
        bytes.replace(std::min(bytes.size(), pages.start_of(other)), kept.size(), kept);
        break;
    }
    case Damage::CopyPage:
        pages.copy(pages.start_of(pages.any_page()), pages.start_of(pages.any_page()), page);
        break;
    case Damage::CopyCell: {
        const std::size_t from = pages.tree_page(false);
        const std::size_t to = pages.tree_page(false);
        pages.copy(pages.cell_at(from, random.below(pages.cell_count(from))),
                   pages.cell_at(to, random.below(pages.cell_count(to))), 1 + random.below(96));
        break;
    }
    case Damage::PageHeader:
        spoil_page_header(pages, random);
        break;
    case Damage::CellPointer:
        spoil_cell_pointer(pages, random);
        break;
    case Damage::Varint:
        spoil_varint(bytes, pages, random);
        break;
    case Damage::ChildPointer:
        spoil_child_pointer(pages, random);
        break;
    case Damage::FileHeader:
        spoil_file_header(pages, random);
        break;
    case Damage::Freelist:
        spoil_freelist(pages, random);
        break;
    case Damage::SchemaText:
        spoil_schema_text(bytes, random);
        break;
    case Damage::Splice:
        splice(bytes, donor, pages, random);
        break;
    default:
        break;
    }
    return bytes;
}

std::string damaged(std::string_view bytes, std::string_view donor, Damage damage, Random& random) {
    return is_sql(damage) ? damaged_by_sql(bytes, damage, random)
                          : damaged_bytes(std::string(bytes), donor, damage, random);
}

} // namespace fuzz
