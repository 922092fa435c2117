#include "libs/seal/key_file.h"

#include <gtest/gtest.h>

#include "libs/base/hex.h"
#include "libs/seal/key_source.h"

namespace recourse::seal {
namespace {

using Kind = Error::Kind;

const Secret kMaster(std::string(kSecretBytes, 'm'));
const Secret kKey(std::string(kSecretBytes, 'k'));
const std::string kReference(kReferenceBytes, 'r');
const std::string kId(kKeyIdBytes, 'i');
const KeyFile kFile{KeyFile::Kind::kSubject, kReference, kId};

// Format 1 as it was first released: what was written then must open for ever.
constexpr std::string_view kGolden =
    "52434b45590000010272727272727272727272727272727272696969696969696900010203040506"
    "0708090a0b2dd21a9e2cdbda37fd72adb6e87a84c4d1093e09820cb6338fec5d984c7739e127d478"
    "07902cc6dce17e2a291e7627ca1fadb0d0e5eb5b56e9f1596c945e81ed3f5a5d5732468c0875d259"
    "877fc340ae";

TEST(KeyFileTest, OpensTheGoldenFile) {
  const auto opened =
      DecodeKeyFile(*FromHex(kGolden), KeyFile::Kind::kSubject, kReference, kMaster);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->id, kId);
  EXPECT_TRUE(opened->key == kKey);
}

TEST(KeyFileTest, RoundTrips) {
  const auto opened = DecodeKeyFile(EncodeKeyFile(kFile, kKey, kMaster), KeyFile::Kind::kSubject,
                                    kReference, kMaster);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->id, kId);
  EXPECT_TRUE(opened->key == kKey);
}

TEST(KeyFileTest, HidesTheKey) {
  EXPECT_EQ(EncodeKeyFile(kFile, kKey, kMaster).find("kkkk"), std::string::npos);
}

TEST(KeyFileTest, EveryFlippedBitIsCorrupt) {
  const std::string bytes = EncodeKeyFile(kFile, kKey, kMaster);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    const auto opened = DecodeKeyFile(flipped, KeyFile::Kind::kSubject, kReference, kMaster);
    ASSERT_FALSE(opened) << "bit " << bit;
    EXPECT_EQ(opened.error().kind, Kind::kCorrupt) << "bit " << bit;
  }
}

TEST(KeyFileTest, EveryCutIsCorrupt) {
  const std::string bytes = EncodeKeyFile(kFile, kKey, kMaster);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto opened =
        DecodeKeyFile(bytes.substr(0, size), KeyFile::Kind::kSubject, kReference, kMaster);
    ASSERT_FALSE(opened) << size;
    EXPECT_EQ(opened.error().kind, Kind::kCorrupt) << size;
  }
}

TEST(KeyFileTest, AnotherMasterIsToldFromDamage) {
  const Secret other(std::string(kSecretBytes, 'x'));
  const auto opened = DecodeKeyFile(EncodeKeyFile(kFile, kKey, kMaster), KeyFile::Kind::kSubject,
                                    kReference, other);
  EXPECT_EQ(opened.error().kind, Kind::kWrongMaster);
}

TEST(KeyFileTest, CannotStandForAnotherSubjectOrKind) {
  const std::string bytes = EncodeKeyFile(kFile, kKey, kMaster);
  const std::string other(kReferenceBytes, 'o');
  EXPECT_EQ(DecodeKeyFile(bytes, KeyFile::Kind::kSubject, other, kMaster).error().kind,
            Kind::kCorrupt);
  EXPECT_EQ(DecodeKeyFile(bytes, KeyFile::Kind::kNaming, kReference, kMaster).error().kind,
            Kind::kCorrupt);
}

}  // namespace
}  // namespace recourse::seal
