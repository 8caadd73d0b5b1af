"""A server that speaks S3 and compares signatures, on a free port of the loopback interface.

In it are a bucket `latchkey-files` and two people with keys: one who may do everything in that bucket, and one who may
do nothing.
"""

import json
import logging
import os
import sys

# What boto3 would otherwise look for elsewhere.
os.environ.update(AWS_ACCESS_KEY_ID="setup", AWS_SECRET_ACCESS_KEY="setup", AWS_DEFAULT_REGION="eu-central-1")

import boto3  # noqa: E402
from moto import settings  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

BUCKET = "latchkey-files"
logging.getLogger("werkzeug").setLevel(logging.ERROR)


def key_of(iam, name, actions):
    iam.create_user(UserName=name)
    statement = {
        "Effect": "Allow",
        "Action": actions,
        "Resource": ["arn:aws:s3:::latchkey-*"],
    }
    iam.put_user_policy(
        UserName=name,
        PolicyName="files",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=address).create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    iam = boto3.client("iam", endpoint_url=address)
    told = {
        "port": port,
        "bucket": BUCKET,
        "region": "eu-central-1",
        "allowed": key_of(
            iam, "allowed", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
        ),
        "forbidden": key_of(iam, "forbidden", ["s3:GetBucketLocation"]),
    }
    # From here on every request has to be signed by one of them.
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
    print(json.dumps(told), flush=True)
    sys.stdin.read()
    server.stop()


main()
