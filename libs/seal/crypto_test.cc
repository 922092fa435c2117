#include "libs/seal/crypto.h"

#include <gtest/gtest.h>

#include "libs/base/hex.h"

namespace recourse::seal {
namespace {

std::string Bytes(std::string_view hex) { return *FromHex(hex); }

// Test case 16 of "The Galois/Counter Mode of Operation" as submitted to NIST (AES-256, 96-bit
// nonce, associated data).
const Secret kKey(Bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
const std::string kNonce = Bytes("cafebabefacedbaddecaf888");
const std::string kAssociated = Bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
const std::string kPlaintext = Bytes(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
const std::string kSealed = Bytes(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    "76fc6ece0f4e1768cddf8853bb2d551b");

TEST(CryptoTest, SealsTheVectorOfNist) {
  EXPECT_EQ(ToHex(GcmSeal(kKey, kNonce, kAssociated, kPlaintext)), ToHex(kSealed));
}

TEST(CryptoTest, OpensTheVectorOfNist) {
  EXPECT_EQ(GcmOpen(kKey, kNonce, kAssociated, kSealed), kPlaintext);
}

TEST(CryptoTest, SealsAnEmptyPlaintext) {
  // Test case 13: all zeros, nothing to encrypt, nothing associated.
  const Secret zero(std::string(kSecretBytes, '\0'));
  const std::string nonce(kNonceBytes, '\0');
  const std::string sealed = GcmSeal(zero, nonce, "", "");
  EXPECT_EQ(ToHex(sealed), "530f8afbc74536b9a963b4f1c4cb738b");
  EXPECT_EQ(GcmOpen(zero, nonce, "", sealed), "");
}

TEST(CryptoTest, RefusesWhatIsNotOfOneSealing) {
  const Secret other(std::string(kSecretBytes, 'x'));
  EXPECT_EQ(GcmOpen(other, kNonce, kAssociated, kSealed), std::nullopt);
  EXPECT_EQ(GcmOpen(kKey, std::string(kNonceBytes, 'x'), kAssociated, kSealed), std::nullopt);
  EXPECT_EQ(GcmOpen(kKey, kNonce, "", kSealed), std::nullopt);
  EXPECT_EQ(GcmOpen(kKey, kNonce, kAssociated, kSealed.substr(1)), std::nullopt);
  EXPECT_EQ(GcmOpen(kKey, kNonce, kAssociated, kSealed.substr(0, kTagBytes - 1)), std::nullopt);
}

TEST(CryptoTest, HmacIsThatOfRfc4231) {
  EXPECT_EQ(ToHex(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(CryptoTest, DeriveIsHkdfOfRfc5869) {
  // Test case 3: neither salt nor info; its 42 bytes begin with our 32.
  EXPECT_EQ(ToHex(Derive(std::string(22, '\x0b'), "").bytes()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST(CryptoTest, InfoMakesAnotherKey) {
  EXPECT_FALSE(Derive("key", "a") == Derive("key", "b"));
  EXPECT_TRUE(Derive("key", "a") == Derive("key", "a"));
}

TEST(CryptoTest, Sha256IsThatOfFips180) {
  EXPECT_EQ(ToHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CryptoTest, RandomBytesDiffer) {
  EXPECT_EQ(RandomBytes(12).size(), 12u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
  EXPECT_FALSE(RandomSecret() == RandomSecret());
}

TEST(CryptoTest, ComparesWholeTexts) {
  EXPECT_TRUE(EqualInConstantTime("abc", "abc"));
  EXPECT_FALSE(EqualInConstantTime("abc", "abd"));
  EXPECT_FALSE(EqualInConstantTime("abc", "ab"));
}

}  // namespace
}  // namespace recourse::seal
